from unittest import mock

from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, override_settings

from filmsite.middleware import refuse_unreadable_requests
from filmsite.wsgi import application
from tests import make
from tests.filmsite.test_errors import OurErrorPage

FORM = "application/x-www-form-urlencoded"


class RefuseUnreadableRequestsTests(OurErrorPage, TestCase):
    def test_methods_that_no_browser_uses_are_refused(self):
        for method in ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "BREW"):
            with self.subTest(method):
                response = self.client.generic(method, "/films/")
                self.assert_our_page(response, 405)
                self.assertEqual(response["Allow"], "GET, HEAD, OPTIONS, POST")

    def test_a_method_that_a_view_refuses_gets_our_page_too(self):
        response = self.client.get(f"/reviews/{make.review().pk}/helpful-vote/")
        self.assert_our_page(response, 405)
        self.assertEqual(response["Allow"], "POST")

    def test_pages_that_take_no_form_refuse_one(self):
        review = make.review()
        film = review.film.get_absolute_url()
        self.client.force_login(review.author)
        addresses = ["/", "/guidelines/", "/films/", film, f"{film}reviews/", review.get_absolute_url()]
        addresses += ["/me/", "/me/reviews/", "/me/votes/", "/me/reports/", "/me/cases/", "/cases/1/"]
        addresses += ["/healthz", "/readyz", "/media/x.jpg", "/members/nobody/"]
        for address in addresses:
            with self.subTest(address):
                self.assert_our_page(self.client.post(address, {"a": "b"}), 405)
        for address in (f"{film}reviews/mine/", f"{review.get_absolute_url()}report/"):
            with self.subTest(address):
                self.assert_our_page(self.client.options(address), 405)

    def test_an_answer_that_is_a_stream_may_be_a_refusal(self):
        refusal = StreamingHttpResponse([], status=405, headers={"Allow": "GET, HEAD"})
        response = refuse_unreadable_requests(lambda _: refusal)(RequestFactory().post("/static/x.css"))
        self.assertEqual((response.status_code, response["Allow"]), (405, "GET, HEAD"))
        self.assertContains(response, "<h1>", status_code=405)

    def test_a_form_in_another_encoding_is_refused(self):
        for charset in ("utf-7", "utf-16", "'utf-7'", "no-such-thing", "latin-1", ""):
            for kind in (FORM, "multipart/form-data"):
                with self.subTest(f"{kind} {charset}"):
                    self.assert_our_page(self.send(f"{kind}; charset={charset}"), 415)

    def test_a_form_in_utf_8_is_read(self):
        for content_type in (FORM, f"{FORM}; charset=utf-8", f'{FORM}; charset="UTF-8"'):
            with self.subTest(content_type):
                self.assertEqual(self.send(content_type).status_code, 200)

    def send(self, content_type):
        # Past the client's own encoding, which knows fewer names than browsers send.
        return self.client.generic("POST", "/accounts/login/", b"login=x", content_type=content_type)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2000, MAX_BODY_SIZE=6000)
    def test_too_long_a_form_is_refused_before_it_is_read(self):
        response = self.client.post("/accounts/login/", b"login=" + b"x" * 2000, content_type=FORM)
        self.assert_our_page(response, 413)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=2000, MAX_BODY_SIZE=6000)
    def test_a_form_with_files_may_be_longer_but_not_its_text(self):
        with_text = self.client.post("/accounts/login/", {"login": "x" * 3000})
        self.assert_our_page(with_text, 413)
        too_long = self.client.post("/accounts/login/", {"login": "x" * 7000})
        self.assert_our_page(too_long, 413)

    def test_a_form_with_too_many_fields_is_refused(self):
        response = self.client.post("/accounts/login/", {f"field{number}": "x" for number in range(1200)})
        self.assert_our_page(response, 413)

    def test_a_form_without_its_boundary_is_refused(self):
        response = self.client.post("/accounts/login/", b"x", content_type="multipart/form-data")
        self.assert_our_page(response, 400)

    def test_nul_bytes_in_an_address_are_refused(self):
        for address in ("/films/?genre=%00", "/search/?q=a%00b", "/%00/", "/members/%00ann/", "/films/1/%00/"):
            with self.subTest(address):
                self.assert_our_page(self.client.get(address), 400)

    def test_nul_bytes_in_a_cookie_are_refused(self):
        browser = Client(headers={"Cookie": 'sessionid="\\000aaaaaaaaaaaa"'})
        self.assert_our_page(browser.get("/me/"), 400)


class NoRequestTests(SimpleTestCase):
    # A request from outside looks after its connections first; of those there is none to look after.
    @mock.patch("django.core.handlers.wsgi.signals.request_started", mock.Mock())
    def test_a_content_type_that_makes_no_request_is_refused(self):
        start_response = mock.Mock()
        environ = RequestFactory()._base_environ(REQUEST_METHOD="POST", CONTENT_TYPE=f"{FORM}; charset*=bogus''x")
        body = b"".join(application(environ, start_response))
        status, headers = start_response.call_args.args
        self.assertEqual(status, "415 Unsupported Media Type")
        self.assertIn("default-src 'none'", dict(headers)["Content-Security-Policy"])
        self.assertIn(b"<h1>", body)

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Button, ButtonHolder, Div, Fieldset, Hidden, Layout, Submit
from django import forms
from django.template import Context, Template
from django.test import SimpleTestCase


class SampleForm(forms.Form):
    headline = forms.CharField(max_length=5, help_text="At most 5.")
    body = forms.CharField(widget=forms.Textarea, required=False)
    reason = forms.ChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect, help_text="Choose.")
    agreed = forms.BooleanField(required=False)
    page = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(form, template="{{ form|crispy }}"):
    return Template("{% load crispy_forms_tags %}" + template).render(Context({"form": form, "csrf_token": "token"}))


class FieldTests(SimpleTestCase):
    def setUp(self):
        self.html = draw(SampleForm({"headline": "far too long"}))

    def test_label_help_and_error_belong_to_the_field(self):
        self.assertIn('<label for="id_headline">', self.html)
        self.assertIn('aria-describedby="id_headline_helptext id_headline_error"', self.html)
        self.assertIn('id="id_headline_helptext">At most 5.', self.html)
        self.assertIn('class="field__error" id="id_headline_error"', self.html)
        self.assertIn('aria-invalid="true"', self.html)

    def test_required_fields_say_so_in_words(self):
        self.assertEqual(self.html.count("(required)"), 2)

    def test_a_choice_is_a_group_with_a_legend(self):
        self.assertInHTML(
            '<legend>Reason <span class="field__required" aria-hidden="true">(required)</span></legend>', self.html
        )
        self.assertIn(
            '<fieldset class="field" id="id_reason" aria-describedby="id_reason_helptext id_reason_error">', self.html
        )
        self.assertIn('<label for="id_reason_1">', self.html)

    def test_a_box_to_tick_stands_before_its_label(self):
        self.assertIn("field--check", self.html)
        self.assertLess(self.html.index('id="id_agreed"'), self.html.index('for="id_agreed"'))

    def test_a_hidden_field_has_no_label(self):
        self.assertIn('type="hidden" name="page"', self.html)
        self.assertNotIn('for="id_page"', self.html)

    def test_nothing_is_wrong_with_a_fresh_form(self):
        html = draw(SampleForm())
        self.assertNotIn("form-errors", html)
        self.assertNotIn("aria-invalid", html)

    def test_one_field_alone(self):
        html = draw(SampleForm({}), "{{ form.headline|as_crispy_field }}")
        self.assertIn("id_headline_error", html)
        self.assertNotIn("id_reason", html)


class ErrorSummaryTests(SimpleTestCase):
    def test_it_names_and_links_the_fields(self):
        html = draw(SampleForm({}), "{{ form|as_crispy_errors }}")
        self.assertInHTML('<li><a href="#id_headline">Headline</a>: This field is required.</li>', html)
        self.assertInHTML('<li><a href="#id_reason_0">Reason</a>: This field is required.</li>', html)

    def test_what_belongs_to_no_field_comes_first_and_is_escaped(self):
        form = SampleForm({})
        form.add_error(None, "Wait <a while>.")
        html = draw(form, "{{ form|as_crispy_errors }}")
        self.assertIn("<li>Wait &lt;a while&gt;.</li>", html)
        self.assertLess(html.index("Wait"), html.index("Headline"))


class WholeFormTests(SimpleTestCase):
    def test_the_tag_draws_form_token_errors_and_buttons(self):
        form = SampleForm({})
        form.helper = FormHelper()
        form.helper.form_class, form.helper.form_id, form.helper.form_action = "wide", "sample", "/there/"
        form.helper.add_input(Submit("save", "Save & go"))
        form.helper.add_input(Hidden("next", "/"))
        html = draw(form, "{% crispy form %}")
        self.assertIn('<form class="form wide" method="post" novalidate', html)
        self.assertIn('id="sample"', html)
        self.assertIn('action="/there/"', html)
        self.assertIn('name="csrfmiddlewaretoken" value="token"', html)
        self.assertIn("form-errors", html)
        self.assertIn('value="Save &amp; go" class="button--primary"', html)
        self.assertIn('<input type="hidden" name="next" value="/">', html)

    def test_without_the_form_tag_or_the_token(self):
        form = SampleForm()
        form.helper = FormHelper()
        form.helper.form_tag, form.helper.disable_csrf = False, True
        html = draw(form, "{% crispy form %}")
        self.assertNotIn("<form", html)
        self.assertNotIn("csrfmiddlewaretoken", html)

    def test_a_layout_groups_fields(self):
        form = SampleForm()
        form.helper = FormHelper()
        form.helper.layout = Layout(
            Fieldset("What", "headline", "body"),
            Div("reason", css_class="why"),
            ButtonHolder(Submit("save", "Save"), Button("other", "Other")),
        )
        html = draw(form, "{% crispy form %}")
        self.assertIn("<legend>What</legend>", html)
        self.assertIn('<div class="why"', html)
        self.assertIn('<div class="actions">', html)
        self.assertIn('<button type="button" name="other"', html)
        self.assertNotIn("id_agreed", html)

    def test_a_form_with_a_file_is_sent_as_one(self):
        class WithFile(forms.Form):
            picture = forms.FileField()

        self.assertIn('enctype="multipart/form-data"', draw(WithFile(), "{% crispy form %}"))

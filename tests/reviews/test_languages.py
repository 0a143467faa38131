import unicodedata
from concurrent.futures import ThreadPoolExecutor
from time import process_time

from django.test import SimpleTestCase

from reviews.languages import LANGUAGES, detect
from reviews.models.review import MIN_BODY
from tests import real_data

TEXTS = {
    "ar": (
        "شاهدت هذا الفيلم مع أختي في قاعة شبه فارغة، ولم نتكلم كثيرا بعد انتهائه. التمثيل هادئ وصادق، "
        "والموسيقى لا تظهر إلا عندما نحتاج إليها."
    ),
    "bn": (
        "ছবিটা আমি মায়ের সঙ্গে দেখেছি, আর শেষ হওয়ার পরে আমরা দুজনেই অনেকক্ষণ চুপ করে ছিলাম। অভিনয় খুব সহজ, গানগুলো মনে থেকে যায়।"
    ),
    "cs": (
        "Film jsem viděl se sestrou v poloprázdném kině a po skončení jsme dlouho mlčeli. Herci hrají klidně "
        "a pravdivě, hudba přichází jen tehdy, když je opravdu potřeba."
    ),
    "da": (
        "Jeg så filmen sammen med min søster i en halvtom biograf, og bagefter sagde vi ikke noget i lang "
        "tid. Skuespillet er roligt og ærligt, og musikken kommer kun, når der virkelig er brug for den."
    ),
    "de": (
        "Ich habe den Film mit meiner Schwester in einem halb leeren Kino gesehen, und danach haben wir "
        "lange nichts gesagt. Gespielt wird ruhig und ehrlich, und die Musik kommt nur, wenn man sie "
        "wirklich braucht."
    ),
    "el": (
        "Είδα την ταινία με την αδερφή μου σε μια σχεδόν άδεια αίθουσα και μετά δεν μιλήσαμε για πολλή ώρα. "
        "Οι ηθοποιοί παίζουν ήσυχα και αληθινά, και η μουσική έρχεται μόνο όταν χρειάζεται."
    ),
    "en": (
        "I saw this with my sister in a half-empty house, and for a long while afterwards neither of us said "
        "a word. The acting is quiet and honest, and the music only comes in where it is needed."
    ),
    "es": (
        "Vi la película con mi hermana en una sala medio vacía y después estuvimos mucho rato sin hablar. "
        "Los actores trabajan con calma y con verdad, y la música solo aparece cuando hace falta."
    ),
    "fa": (
        "این فیلم را با خواهرم در سالنی نیمه خالی دیدم و بعد از پایان آن مدتی هیچ حرفی نزدیم. بازی‌ها آرام و "
        "صادقانه است و موسیقی فقط جایی می‌آید که لازم است."
    ),
    "fi": (
        "Katsoin elokuvan siskoni kanssa puolityhjässä salissa, ja sen jälkeen kumpikaan ei sanonut pitkään "
        "aikaan mitään. Näytteleminen on rauhallista ja rehellistä, ja musiikki tulee mukaan vain silloin "
        "kun sitä tarvitaan."
    ),
    "fr": (
        "J'ai vu ce film avec ma sœur dans une salle à moitié vide, et nous sommes restées longtemps sans "
        "rien dire. Le jeu est calme et sincère, et la musique n'arrive que lorsqu'on en a besoin."
    ),
    "he": (
        "ראיתי את הסרט עם אחותי באולם חצי ריק, ואחר כך לא דיברנו הרבה זמן. המשחק שקט וכן, והמוזיקה מגיעה רק "
        "כשבאמת צריך אותה."
    ),
    "hi": (
        "मैंने यह फ़िल्म अपनी बहन के साथ आधे खाली हॉल में देखी, और उसके बाद हम दोनों देर तक चुप रहे। अभिनय "
        "शांत और सच्चा है, और संगीत वहीं आता है जहाँ उसकी ज़रूरत है।"
    ),
    "hu": (
        "A filmet a húgommal láttam egy félig üres moziban, és utána sokáig egyikünk sem szólt semmit. A "
        "színészek nyugodtan és őszintén játszanak, a zene pedig csak akkor szólal meg, amikor tényleg "
        "szükség van rá."
    ),
    "id": (
        "Saya menonton film ini bersama adik saya di bioskop yang setengah kosong, dan setelah itu kami lama "
        "tidak berbicara. Aktingnya tenang dan jujur, dan musiknya hanya muncul ketika memang dibutuhkan."
    ),
    "it": (
        "Ho visto il film con mia sorella in una sala mezza vuota, e dopo siamo rimaste a lungo senza "
        "parlare. Gli attori recitano con calma e sincerità, e la musica arriva soltanto quando serve "
        "davvero."
    ),
    "ja": "妹と一緒に、半分ほど空いた映画館で見ました。終わったあと、しばらく二人とも何も言えませんでした。",
    "ko": (
        "동생과 함께 반쯤 비어 있는 극장에서 이 영화를 보았고, 끝난 뒤에 우리는 한참 동안 아무 말도 하지 않았다. "
        "연기는 조용하고 솔직하며 음악은 꼭 필요할 때만 나온다."
    ),
    "nl": (
        "Ik heb deze film met mijn zus gezien in een halflege zaal, en daarna hebben we een hele tijd niets "
        "gezegd. Het spel is rustig en eerlijk, en de muziek komt alleen wanneer het echt nodig is."
    ),
    "no": (
        "Jeg så filmen sammen med søsteren min i en halvtom kinosal, og etterpå sa vi ingenting på lenge. "
        "Skuespillet er rolig og ærlig, og musikken kommer bare når det virkelig trengs."
    ),
    "pl": (
        "Obejrzałam ten film z siostrą w na wpół pustej sali i potem długo nic nie mówiłyśmy. Aktorzy grają "
        "spokojnie i szczerze, a muzyka pojawia się tylko wtedy, gdy naprawdę jest potrzebna."
    ),
    "pt": (
        "Vi o filme com a minha irmã numa sala meio vazia, e depois ficámos muito tempo sem dizer nada. Os "
        "atores trabalham com calma e verdade, e a música só aparece quando é mesmo precisa."
    ),
    "ro": (
        "Am văzut filmul împreună cu sora mea într-o sală pe jumătate goală, iar după aceea n-am spus nimic "
        "multă vreme. Actorii joacă liniștit și sincer, iar muzica apare numai atunci când este cu adevărat "
        "nevoie de ea."
    ),
    "ru": (
        "Я посмотрел этот фильм с сестрой в полупустом зале, и потом мы долго ничего не говорили. Актёры "
        "играют спокойно и честно, а музыка звучит только там, где она действительно нужна."
    ),
    "sv": (
        "Jag såg filmen tillsammans med min syster i en halvtom salong, och efteråt sade vi ingenting på "
        "länge. Skådespeleriet är lugnt och ärligt, och musiken kommer bara när den verkligen behövs."
    ),
    "th": (
        "ฉันดูหนังเรื่องนี้กับน้องสาวในโรงที่ว่างครึ่งหนึ่ง พอจบแล้วเราสองคนก็เงียบไปนาน นักแสดงเล่นได้นิ่งแล"
        "ะจริงใจ ดนตรีมาเฉพาะตอนที่จำเป็นเท่านั้น อยากแนะนำให้คนที่ชอบเรื่องช้า ๆ"
    ),
    "tr": (
        "Filmi kız kardeşimle yarısı boş bir salonda izledik ve sonrasında uzun süre hiçbir şey konuşmadık. "
        "Oyunculuk sakin ve dürüst, müzik yalnızca gerçekten gerektiğinde duyuluyor."
    ),
    "uk": (
        "Я подивився цей фільм із сестрою в напівпорожній залі, і потім ми довго нічого не казали. Актори "
        "грають спокійно й чесно, а музика звучить лише там, де вона справді потрібна."
    ),
    "vi": (
        "Tôi xem bộ phim này cùng em gái trong một rạp vắng một nửa, và sau đó hai chị em im lặng rất lâu. "
        "Diễn xuất điềm tĩnh và chân thật, còn âm nhạc chỉ vang lên khi thật sự cần thiết."
    ),
    "zh": (
        "我和妹妹在一个半空的影院里看了这部电影，散场之后我们很久都没有说话。"
        "演员演得安静而真诚，音乐只在真正需要的时候才响起。"
    ),
}
NYNORSK = "Eg såg filmen saman med syster mi, og etterpå var me stille lenge. Musikken kjem berre når det trengst."
TRADITIONAL_CHINESE = "我和妹妹在一個半空的戲院裡看了這部電影，散場之後我們很久都沒有說話。"
ICELANDIC = (
    "Ég sá þessa mynd með systur minni í hálftómum sal og við sögðum ekki orð lengi á eftir. Leikurinn er góður."
)


class DetectTests(SimpleTestCase):
    def test_every_language_that_is_offered_is_found(self):
        self.assertEqual(set(TEXTS), set(dict(LANGUAGES)))
        for code, text in TEXTS.items():
            with self.subTest(code):
                self.assertEqual(detect(text), code)

    def test_both_written_forms_of_norwegian_and_of_chinese_are_found(self):
        self.assertEqual(detect(NYNORSK), "no")
        self.assertEqual(detect(TRADITIONAL_CHINESE), "zh")

    def test_spoiler_marks_make_no_difference(self):
        for code in ("de", "fi", "ja"):
            marked = "".join(f"[spoiler]{character}[/spoiler]" for character in TEXTS[code])
            self.assertEqual(detect(marked), code)

    def test_too_little_text_is_no_language(self):
        for text in ("", " ", "OK", "Wow", "Très bien", "[spoiler][/spoiler]"):
            with self.subTest(text):
                self.assertIsNone(detect(text))

    def test_numbers_addresses_and_noise_are_no_language(self):
        for text in (
            "10/10 " * 40,
            "https://example.org/the/long/way/home " * 5,
            "x" * 200,
            "haha" * 50,
            "😀" * 100,
            "asdf qwer zxcv poiu lkjh " * 8,
        ):
            with self.subTest(text[:20]):
                self.assertIsNone(detect(text))

    def test_a_text_half_in_one_language_and_half_in_another_is_in_none(self):
        self.assertIsNone(detect(f"{TEXTS['en']}\n\n{TEXTS['de']}"))
        self.assertIsNone(detect(f"{TEXTS['ru']}\n\n{TEXTS['fr']}"))

    def test_a_quoted_line_in_another_language_changes_nothing(self):
        self.assertEqual(detect(f"{TEXTS['en']} {TEXTS['en']} “La vita è bella, comunque.”"), "en")
        self.assertEqual(detect(f"The Third Man: {TEXTS['el']}"), "el")

    def test_a_language_that_is_not_offered_is_none_of_those_that_are(self):
        self.assertIsNone(detect(ICELANDIC))

    def test_halves_of_surrogate_pairs_and_control_characters_do_no_harm(self):
        self.assertEqual(detect(f"\ud83d\x00\x9f{TEXTS['en']}\udc00"), "en")

    def test_a_long_text_is_the_same_language_as_a_short_one(self):
        self.assertEqual(detect((TEXTS["sv"] + " ") * 200), "sv")

    def test_threads_do_not_disturb_each_other(self):
        texts = list(TEXTS.values()) * 5
        with ThreadPoolExecutor(8) as pool:
            self.assertEqual(list(pool.map(detect, texts)), list(TEXTS) * 5)

    def test_the_worst_that_fits_into_a_review_is_read_in_bounded_time(self):
        alternating = "לΊǴ" * 6_667
        everything = "".join(chr(number) for number in range(0x20, 0x6020) if unicodedata.category(chr(number)) != "Cn")
        for text in (alternating, everything[:20_000], "\ud800" * 20_000, "[" * 20_000, "http://" * 2_800):
            started = process_time()
            detect(text)
            self.assertLess(process_time() - started, 0.5)


@real_data.needed
class RealReviewsTests(SimpleTestCase):
    def test_english_reviews_are_english_or_undecided_and_hardly_ever_anything_else(self):
        """Measured: of 7,631 reviews 99.4 % English, 0.5 % undecided, and 7 in another language, all rightly."""
        found = [
            detect(review["body"])
            for film in ("forrest-gump", "pulp-fiction", "thor-ragnarok")
            for review in list(real_data.reviews_of(film))[::2]
            if len(review["body"]) >= MIN_BODY
        ]
        self.assertGreater(found.count("en") / len(found), 0.99)
        others = len(found) - found.count("en") - found.count(None)
        self.assertLess(others / len(found), 0.002)

"""Words that headings, cues and transitions are made of, by language, as data.

Kept apart from the readers so that a language is added by adding words. All words
are upper case; a heading is compared in upper case.
"""
# ruff: noqa: SIM905 (long lists of words read better as running text)

from __future__ import annotations

from topsheet.script.engine.types import IntExt, Light

# Abbreviations may open a heading in any case; whole words only in capitals, because
# "Exterior shots of the house." is a sentence.
INTRO_ABBREVIATIONS: dict[str, IntExt] = {
    "INT": IntExt.INT,
    "EXT": IntExt.EXT,
    "EST": IntExt.EXT,  # establishing; in Italian esterno
    "I/E": IntExt.BOTH,
    "E/I": IntExt.BOTH,
    "INT/EXT": IntExt.BOTH,
    "EXT/INT": IntExt.BOTH,
}
INTRO_WORDS: dict[str, IntExt] = {
    # English, Spanish, Portuguese
    "INTERIOR": IntExt.INT,
    "EXTERIOR": IntExt.EXT,
    # French
    "INTÉRIEUR": IntExt.INT,
    "EXTÉRIEUR": IntExt.EXT,
    "INTERIEUR": IntExt.INT,
    "EXTERIEUR": IntExt.EXT,
    # German
    "INNEN": IntExt.INT,
    "AUSSEN": IntExt.EXT,
    "AUßEN": IntExt.EXT,
    "AUẞEN": IntExt.EXT,
    "INNEN/AUSSEN": IntExt.BOTH,
    "AUSSEN/INNEN": IntExt.BOTH,
    "INNEN/AUßEN": IntExt.BOTH,
    "I/A": IntExt.BOTH,
    # Italian
    "INTERNO": IntExt.INT,
    "ESTERNO": IntExt.EXT,
    # Dutch
    "BINNEN": IntExt.INT,
    "BUITEN": IntExt.EXT,
    # Polish
    "WNĘTRZE": IntExt.INT,
    "WN": IntExt.INT,
    "PLENER": IntExt.EXT,
    "PL": IntExt.EXT,
    # Czech and Slovak
    "INTERIÉR": IntExt.INT,
    "EXTERIÉR": IntExt.EXT,
    # Swedish, Danish and Norwegian
    "INOMHUS": IntExt.INT,
    "UTOMHUS": IntExt.EXT,
    # Finnish
    "SIS": IntExt.INT,
    "ULK": IntExt.EXT,
    # Hungarian
    "BELSŐ": IntExt.INT,
    "KÜLSŐ": IntExt.EXT,
    # Turkish
    "İÇ": IntExt.INT,
    "DIŞ": IntExt.EXT,
    # Russian, Ukrainian
    "ИНТ": IntExt.INT,
    "ЭКСТ": IntExt.EXT,
    "НАТ": IntExt.EXT,
    "ИНТ/НАТ": IntExt.BOTH,
    "ИНТЕРЬЕР": IntExt.INT,
    "ЭКСТЕРЬЕР": IntExt.EXT,
    "НАТУРА": IntExt.EXT,
    "ІНТ": IntExt.INT,
    "ЕКСТ": IntExt.EXT,
    # Greek
    "ΕΣΩΤ": IntExt.INT,
    "ΕΞΩΤ": IntExt.EXT,
    "ΕΣΩΤΕΡΙΚΟ": IntExt.INT,
    "ΕΞΩΤΕΡΙΚΟ": IntExt.EXT,
    # Japanese, Chinese, Korean
    "内景": IntExt.INT,
    "外景": IntExt.EXT,
    "內景": IntExt.INT,
    "屋内": IntExt.INT,
    "屋外": IntExt.EXT,
    "실내": IntExt.INT,
    "실외": IntExt.EXT,
    # Hebrew, Arabic
    "פנים": IntExt.INT,
    "חוץ": IntExt.EXT,
    "داخلي": IntExt.INT,
    "خارجي": IntExt.EXT,
}

LIGHT_WORDS: dict[str, Light] = {
    word: light
    for light, words in {
        Light.DAY: (
            "DAY DAYTIME DAYLIGHT MORNING NOON MIDDAY AFTERNOON "
            "JOUR JOURNÉE MATIN MATINÉE MIDI APRÈS-MIDI APRES-MIDI "
            "TAG TAGSÜBER MORGEN VORMITTAG MITTAG NACHMITTAG VORMITTAGS NACHMITTAGS "
            "DÍA DIA MAÑANA MEDIODÍA TARDE GIORNO MATTINA MATTINO MEZZOGIORNO POMERIGGIO "
            "MANHÃ MEIO-DIA DAG OCHTEND MIDDAG EFTERMIDDAG NAMIDDAG DZIEŃ DZIEN RANO RANEK "
            "POPOŁUDNIE DEN RÁNO DAGEN DAGTID PÄIVÄ AAMU NAPPAL REGGEL GÜNDÜZ GÜN SABAH "
            "ДЕНЬ УТРО ПОЛДЕНЬ РАНОК ΜΕΡΑ ΗΜΕΡΑ ΠΡΩΙ ΠΡΩΪ ΜΕΣΗΜΕΡΙ ΑΠΟΓΕΥΜΑ "
            "日 昼 朝 白天 早上 下午 낮 아침 יום בוקר نهار صباح"
        ),
        Light.NIGHT: (
            "NIGHT NIGHTTIME MIDNIGHT EVENING TONIGHT "
            "NUIT SOIR SOIRÉE MINUIT NACHT NACHTS ABEND ABENDS MITTERNACHT "
            "NOCHE MEDIANOCHE NOTTE SERA MEZZANOTTE NOITE AVOND NATT AFTEN KVÄLL KVELD "
            "NOC WIECZÓR WIECZOR VEČER YÖ ILTA ÉJJEL ESTE GECE AKŞAM "
            "НОЧЬ ВЕЧЕР НІЧ ВЕЧІР ΝΥΧΤΑ ΝΥΚΤΑ ΒΡΑΔΥ 夜 夜晚 晚上 밤 저녁 לילה ערב ليل مساء"
        ),
        Light.DAWN: (
            "DAWN SUNRISE DAYBREAK PREDAWN PRE-DAWN AUBE AURORE MORGENGRAUEN "
            "SONNENAUFGANG MORGENDÄMMERUNG AMANECER ALBA AMANHECER ŚWIT GRYNING DAGGRY "
            "AAMUNKOITTO HAJNAL ŞAFAK РАССВЕТ СВІТАНОК ΑΥΓΗ ΧΑΡΑΜΑ ΞΗΜΕΡΩΜΑ 夜明け 黎明 清晨 새벽 "
            "זריחה فجر"
        ),
        Light.DUSK: (
            "DUSK SUNSET TWILIGHT SUNDOWN GLOAMING CRÉPUSCULE CREPUSCULE "
            "DÄMMERUNG ABENDDÄMMERUNG SONNENUNTERGANG ATARDECER ANOCHECER CREPÚSCULO "
            "TRAMONTO CREPUSCOLO ENTARDECER SCHEMERING ZMIERZCH SKYMNING SKUMRING HÄMÄRÄ "
            "ALKONY ALACAKARANLIK ЗАКАТ СУМЕРКИ СУТІНКИ ΣΟΥΡΟΥΠΟ ΗΛΙΟΒΑΣΙΛΕΜΑ ΔΕΙΛΙΝΟ "
            "夕方 黄昏 傍晚 해질녘 שקיעה غروب"
        ),
    }.items()
    for word in words.split()
}
# Times of more than one word whose words would mislead.
LIGHT_PHRASES: dict[str, Light] = {
    "MAGIC HOUR": Light.DUSK,
    "GOLDEN HOUR": Light.DUSK,
    "BLUE HOUR": Light.DUSK,
    "DAY FOR NIGHT": Light.NIGHT,
    "HEURE BLEUE": Light.DUSK,
    "BLAUE STUNDE": Light.DUSK,
    "FIN DE JOURNÉE": Light.DUSK,
    "FIN DE JOUR": Light.DUSK,
    "TOMBÉE DE LA NUIT": Light.DUSK,
    "TOMBÉE DU JOUR": Light.DUSK,
    "LEVER DU JOUR": Light.DAWN,
    "LEVER DU SOLEIL": Light.DAWN,
    "COUCHER DU SOLEIL": Light.DUSK,
    "COUCHER DE SOLEIL": Light.DUSK,
    "PETIT MATIN": Light.DAWN,
    "FIRST LIGHT": Light.DAWN,
    "LAST LIGHT": Light.DUSK,
    "PUESTA DEL SOL": Light.DUSK,
    "PUESTA DE SOL": Light.DUSK,
    "SALIDA DEL SOL": Light.DAWN,
}
# The scene plays in the light of the one before.
CONTINUING = frozenset(
    "CONTINUOUS CONTINOUS CONTINUES CONTINUED MOMENT CONTINUING CONT CONT'D CONTD LATER SAME "
    "MOMENTS SIMULTANEOUS SIMULTANEOUSLY MEANWHILE IMMEDIATELY "
    "CONTINU SUITE ENCHAÎNÉ MÊME SIMULTANÉ TARD "
    "WEITER KURZ SPÄTER GLEICHZEITIG FORTLAUFEND DANACH ANSCHLIESSEND "
    "CONTINUO CONTINÚA CONTÍNUO DESPUÉS MISMO MOMENTOS CONTINUA DOPO "
    "VERVOLG DALEJ PÓŹNIEJ SENERE SENARE MYÖHEMMIN ПРОДОЛЖЕНИЕ ПОЗЖЕ ΣΥΝΕΧΕΙΑ ΑΡΓΟΤΕΡΑ".split()
)
# Words that may stand beside a time of day without making the segment a place.
TIME_COMPANIONS = frozenset(
    "THE A AN THAT THIS OF AT IN ON TO AND OR FOR NEXT FOLLOWING PREVIOUS EARLY LATE LATER MID "
    "SAME TIME FROM BIT WHILE BACK MOMENTS MINUTE MINUTES SECOND SECONDS HOUR HOURS DAYS WEEK "
    "WEEKS MONTH MONTHS YEAR YEARS FEW SEVERAL ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN "
    "AFTER BEFORE JUST SHORTLY SOON BRIGHT BROAD DARK FULL DEAD MAGIC GOLDEN BLUE FIRST LAST LIGHT "
    "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY CHRISTMAS "
    "WINTER SPRING SUMMER AUTUMN FALL RAIN RAINING RAINY SNOW STORM STORMY SUNNY "
    "LE LA LES L UN UNE DU DE DES EN PLUS TÔT TARD INSTANTS INSTANT QUELQUES MÊME TEMPS "
    "LENDEMAIN FIN DÉBUT TOMBÉE LEVER COUCHER SOLEIL PETIT PEU APRÈS AMERICAINE AMÉRICAINE "
    "AM DER DIE DAS FRÜHER SPÄTER FRÜH SPÄT NÄCHSTER NÄCHSTE GLEICHE ETWAS MINUTEN STUNDEN "
    "EL LOS LAS DEL UNOS MINUTOS HORAS SIGUIENTE MÁS MISMO IL LO DOPO STESSO POCO PIÙ".split()
)
# Stand before a time without a dash between: INT. OFFICE FRIDAY NIGHT.
BEFORE_TIMES = frozenset(
    "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY LATE EARLY".split()
)
# What may follow the time of day and says how the scene is meant, not where it plays.
QUALIFIERS = frozenset(
    "FLASHBACK FLASHFORWARD FLASH-BACK FLASH DREAM DREAMS NIGHTMARE MONTAGE ESTABLISHING "
    "ESTABLISH PRESENT PAST TRAVELING TRAVELLING MOVING DRIVING PARKED STOCK RESUME INTERCUT "
    "VARIOUS SHOTS ANGLES FANTASY MEMORY VISION RÊVE SOUVENIR TRAUM RÜCKBLENDE RECUERDO SUEÑO "
    "SOGNO RICORDO VFX OMITTED".split()
)
# Their full stop shortens a word and parts nothing: INT. DR. LOW'S OFFICE. LOBBY.
SHORTENED = (
    "ADM", "CAPT", "CMDR", "COL", "DR", "DRA", "FR", "FT", "GEN", "HON", "INSP", "JR", "LT", "MED",
    "MLLE", "MME", "MR", "MRS", "MS", "MT", "PROF", "REV", "SGT", "SR", "SRA", "ST", "STE", "SUPT",
)  # fmt: skip
# A paragraph in capitals that opens with one of these is a shot or a title card, not a
# person who speaks, even when text follows at once.
SHOT_OPENINGS = (
    "ANGLE ON", "ANGLES ON", "ANOTHER ANGLE", "BACK TO", "CLOSE ON", "CLOSE UP", "CLOSEUP",
    "CLOSER ON", "CUT TO", "CUTS TO", "DISSOLVE TO", "END CREDITS", "END OF", "ESTABLISHING",
    "EXTREME CLOSE", "FADE IN", "FADE OUT", "FADE TO", "FLASHBACK", "FLASH CUT", "INSERT",
    "INTERCUT", "MATCH CUT", "MONTAGE", "OPENING CREDITS", "OPENING TITLES", "OVER BLACK",
    "P.O.V.", "POV", "QUICK CUTS", "REVERSE ANGLE", "REVERSE ON", "SERIES OF SHOTS",
    "SMASH CUT", "SPLIT SCREEN", "SUPER:", "SUPERIMPOSE", "TITLE CARD", "TITLE OVER",
    "TITLES OVER", "WIDE ON", "WIDE SHOT", "WIDER ON",
    "MOMENTS LATER", "LATER", "SAME TIME", "CONTINUOUS", "MEANWHILE",
    "FONDU", "GROS PLAN", "INSERT SUR", "RETOUR À", "RETOUR SUR", "PLUS TARD", "COUPE FRANCHE",
    "SCHNITT", "SPÄTER", "DETALLE", "PRIMER PLANO", "CORTE A", "FUNDIDO", "DISSOLVENZA", "STACCO",
)  # fmt: skip
# Transitions that do not end in TO: and are set alone between blank lines.
TRANSITIONS = frozenset(
    "FADE IN|FADE OUT|FADE TO BLACK|FADE TO WHITE|FADE UP|CUT TO BLACK|SMASH CUT|MATCH CUT|"
    "JUMP CUT|CUT|DISSOLVE|CROSSFADE|CROSS FADE|WIPE|IRIS IN|IRIS OUT|SMASH TO BLACK|"
    "FADE-IN|FADE-OUT|FADE IN ON|CUT BACK TO|FONDU|FONDU AU NOIR|FONDU ENCHAÎNÉ|FONDU AU BLANC|"
    "COUPE|COUPE FRANCHE|CUT NOIR|SCHNITT|ABBLENDE|AUFBLENDE|ÜBERBLENDUNG|FUNDIDO|"
    "FUNDIDO A NEGRO|CORTE|DISSOLVENZA|STACCO|ЗТМ|ИЗ ЗТМ".split("|")
)
# What a page leaves behind when a printed script is turned into text.
PAGE_FURNITURE = frozenset(
    "(MORE)|MORE|(CONTINUED)|CONTINUED|(SUITE)|(WEITER)|(CONTINÚA)|(SEGUE)|(A SUIVRE)".split("|")
)
OMITTED_WORDS = frozenset("OMITTED OMIT OMITTED. SUPPRIMÉE SUPPRIMÉ ENTFÄLLT OMITIDA".split())
ROLE_CONTINUES = frozenset(
    "CONT'D|CONT’D|CONTD|CONT|CONTINUED|CONTINUING|SUITE|FORTS|CONT'".split("|")
)
# Keys of a title page by which it is known for certain.
TITLE_KEYS = frozenset(
    "TITLE|CREDIT|AUTHOR|AUTHORS|SOURCE|DRAFT DATE|DATE|DRAFT|CONTACT|COPYRIGHT|NOTES|REVISION|"
    "VERSION|FORMAT|EPISODE|SERIES|WRITTEN BY|SCREENPLAY|WRITER|FONT|TITRE|AUTEUR|AUTEURS|"
    "TITEL|AUTOR|AUTOREN|TÍTULO|TITULO|AUTORES|TITOLO|AUTORE".split("|")
)

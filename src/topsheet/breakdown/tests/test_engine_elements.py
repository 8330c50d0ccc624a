"""Elements: what a first AD marks in a line of action, and what only looks like it.

Each case is worked by hand: the line, and what must (or must not) be counted from it.
"""

from __future__ import annotations

import pytest

from topsheet.breakdown.engine import COUNTED_FROM, Category
from topsheet.breakdown.tests.scenes import broken, counted, of_action


@pytest.mark.parametrize(
    ("action", "element"),
    [
        ("The OLD VAN brakes hard.", "vehicles: van"),
        ("A squad car pulls up.", "vehicles: police car"),
        ("Two fishing boats drift.", "vehicles: fishing boat"),
        ("His Jeep is parked on the kerb.", "vehicles: Jeep"),
        ("A horse crosses the field.", "animals: horse"),
        ("Nine GEESE come round the barn.", "animals: goose"),
        ("She draws a revolver.", "props: revolver"),
        ("He lights a cigarette.", "props: cigarette"),
        ("She looks at her watch.", "props: watch"),
        ("He eats a sandwich.", "props: sandwich"),
        ("Knives lie on the bench.", "props: knife"),
        ("A grand piano under a sheet.", "set dressing: grand piano"),
        ("A potted plant dies in the corner.", "greens: potted plant"),
        ("He falls down the stairs.", "stunts: fall"),
        ("She leaps from the roof.", "stunts: jump"),
        ("Martha punches him.", "stunts: fight"),
        ("The truck crashes into a tree.", "stunts: crash"),
        ("Rain hammers the roof.", "special effects: rain"),
        ("The house is in flames.", "special effects: fire"),
        ("The car EXPLODES.", "special effects: explosion"),
        ("He fires a shot.", "special effects: gunfire"),
        ("A hologram flickers.", "visual effects: hologram"),
        ("Blood runs from his nose.", "make-up and hair: blood"),
        ("An old scar across his cheek.", "make-up and hair: scar"),
        ("A soldier in uniform.", "wardrobe: uniform"),
        ("She is soaking wet.", "wardrobe: wet clothes"),
        ("A band plays.", "music: band"),
        ("On the TV, the news.", "playback: screen playback"),
        ("The crane shot begins: crane up over the town.", "special equipment: camera crane"),
        ("They make love.", "intimacy: simulated sex"),
        ("A BANG from the cellar.", "sound: bang"),
        ("A MONTAGE of her days.", "notes: montage"),
        ("FORTY VILLAGERS follow.", "background: villagers"),
        ("The crowd parts.", "background: crowd"),
        ("A WAITER pours.", "silent bits: waiter"),
    ],
)
def test_an_ad_marks(action, element):
    assert element in counted(of_action(action))


@pytest.mark.parametrize(
    ("action", "element"),
    [
        ("He runs like a horse.", "animals: horse"),
        ("A photo of a dog on the wall.", "animals: dog"),
        ("No car in sight.", "vehicles: car"),
        ("She waits at the bus stop.", "vehicles: bus"),
        ("The gun-metal sky.", "props: gun"),
        ("A car ferry crosses.", "vehicles: car"),
        ("She watches him go.", "props: watch"),
        ("The horse crosses the field.", "props: cross"),
        ("She ducks under the rope.", "animals: duck"),
        ("He guns the engine.", "props: gun"),
        ("The phone rings.", "props: ring"),
        ("A fire escape climbs the wall.", "special effects: fire"),
        ("He falls asleep.", "stunts: fall"),
        ("Night falls.", "stunts: fall"),
        ("He fights back tears.", "stunts: fight"),
        ("She punches in the code.", "stunts: fight"),
        ("They smoke in silence.", "special effects: smoke"),
        ("She pulls out her CAMERA MAN badge. The camera pans left.", "props: camera pans"),
        ('A sign: "BEWARE OF THE DOG".', "animals: dog"),
        ("A sign reads NO DOGS.", "animals: dog"),
        ("He flips him the bird.", "animals: bird"),
        ("He hears a dog bark.", "animals: dog"),
        ("Fox enters. He greets Rose and young Wolf.", "animals: wolf"),
        ("He judges her belly.", "background: judges"),
        ("Police tape across the door.", "background: police"),
    ],
)
def test_an_ad_does_not_mark(action, element):
    assert element not in counted(of_action(action))


def test_what_is_heard_is_sound():
    assert "sound: dog" in counted(of_action("We hear a dog."))


@pytest.mark.parametrize(
    ("action", "name", "quantity"),
    [
        ("FORTY VILLAGERS enter.", "villagers", 40),
        ("A dozen soldiers wait.", "soldiers", 12),
        ("Two dozen mourners stand.", "mourners", 24),
        ("Three hundred workers strike.", "workers", 300),
        ("A crowd of 50 protesters.", "protesters", 50),
        ("Several nurses run.", "nurses", None),
    ],
)
def test_a_crowd_is_counted_as_written(action, name, quantity):
    element = next(e for e in of_action(action).elements if e.name == name)
    assert element.mentions[0].quantity == quantity
    assert element.category is Category.BACKGROUND


def test_a_big_crowd_brings_security():
    assert "security: crowd security" in counted(of_action("TWO HUNDRED RIOTERS attack."))


@pytest.mark.parametrize(
    ("action", "brought"),
    [
        ("A horse.", "animal wranglers: animal wrangler"),
        ("He draws a pistol.", "additional labour: armourer"),
        ("A fistfight.", "additional labour: stunt coordinator"),
        ("She is naked.", "additional labour: intimacy coordinator"),
        ("A canoe.", "additional labour: safety boat crew"),
    ],
)
def test_some_things_bring_others(action, brought):
    assert brought in counted(of_action(action))


def test_one_element_over_scenes_has_its_head_noun_and_a_line_in_each():
    bd = broken("EXT. A - DAY\n\nThe OLD VAN.\n\nEXT. B - DAY\n\nTwo rusty vans wait.\n")
    van = next(e for e in bd.elements if e.name == "van")
    assert van.key == "vehicles-van"
    assert [(m.scene, m.line, m.excerpt) for m in van.mentions] == [
        (0, 3, "The OLD VAN."),
        (1, 7, "Two rusty vans wait."),
    ]


def test_a_car_in_the_heading_is_a_picture_vehicle():
    assert "vehicles: car" in counted(of_action("They talk.", "INT. MARTHA'S CAR - DAY"))
    assert not counted(of_action("They talk.", "EXT. CAR PARK - DAY"))


def test_a_lyric_is_playback():
    bd = broken("INT. HALL - DAY\n\nODILE\n~What does she owe you, the water\n")
    song = next(e for e in bd.elements if e.category is Category.PLAYBACK)
    assert (song.name, song.mentions[0].reason) == ("song", "playback of a lyric")


def test_a_thing_in_capitals_that_no_lexicon_knows_is_shown_but_not_counted():
    bd = of_action("She lifts the ASTROLABE.")
    assert [(e.name, e.confidence < COUNTED_FROM) for e in bd.elements] == [("astrolabe", True)]


def test_a_thing_once_in_capitals_counts_when_it_comes_back():
    scenes = ["She lifts the ASTROLABE.", "He wraps the astrolabe.", "An astrolabe glints."]
    bd = broken("".join(f"EXT. HILL {n} - DAY\n\n{text}\n\n" for n, text in enumerate(scenes)))
    assert counted(bd) == {"props: astrolabe"}
    assert bd.elements[0].scenes == (0, 1, 2)


def test_a_production_note_is_read_and_the_writers_own_is_not():
    bd = of_action("She waits.\n\n[[Stunt: double for the jump]]\n\n[[maybe give her a gun]]")
    assert "stunts: stunt" in counted(bd)
    assert "props: gun" not in counted(bd)


def test_what_people_say_is_not_seen():
    assert not counted(broken("INT. HALL - DAY\n\nLEO\nI saw a horse and a gun.\n"))


@pytest.mark.parametrize(
    ("heading", "action", "elements"),
    [
        ("INT. CUISINE - JOUR", "Elle prend le couteau. Un chien dort dans la cuisine.",
         {"props: couteau", "animals: chien", "animal wranglers: animal wrangler"}),
        ("EXT. PLACE - NUIT", "Une trentaine de villageois. L'ambulance est là avec le médecin.",
         {"background: villageois", "vehicles: ambulance"}),
        ("EXT. HOF - TAG", "Das Pferd steht auf dem Hof. Er hält eine Pistole in der Hand.",
         {"animals: Pferd", "animal wranglers: animal wrangler", "props: Pistole",
          "additional labour: armourer"}),
    ],
)  # fmt: skip
def test_french_and_german_are_read_in_their_own_lexicon(heading, action, elements):
    assert counted(of_action(action, heading)) == elements

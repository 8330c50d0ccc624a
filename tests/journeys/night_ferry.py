"""A short film written for the journeys: its first draft, and a second that changed it.

Between the two: the pier scene is longer, the wedding on the boat is new, the kitchen by
night is gone, and the letter is read before the market instead of after it.
"""

from __future__ import annotations

_TITLE = """Title: The Night Ferry
Credit: Written by
Author: The Office
Draft date: {date}

"""

_PIER = """INT. FERRY HOUSE - KITCHEN - DAY

MARTHA (58) stirs a pot that has long boiled dry. Her grandson JONAS (9) draws ships on an
old tide table. The radio hums.

MARTHA
You will need more paper than that.

JONAS
The sea is not so big from up here.

She puts the kettle beside the pot, looks at the clock and turns the radio off.

EXT. PIER - DAY

A rusty ferry lies at the end of the pier. VIKTOR (45), its captain, coils a rope. Gulls.
Martha comes along with a basket and a dog on a lead.

VIKTOR
The last crossing was yesterday.

MARTHA
Then today is the one after the last.
"""
_PIER_LONGER = """
He laughs, drops the rope and wipes his hands on a flag. Two DOCKERS roll a barrel past
them. The dog barks at the barrel until it is gone.

VIKTOR
They have sold her. A man from the city, with a pen. On Friday she goes to be cut up.

MARTHA
On Friday I am seventy crossings short of what you owe me.

VIKTOR
I never owed anybody a crossing.

MARTHA
You owed one to my husband every morning for thirty years, and he owed you the coffee.

Viktor looks at the basket. There is a flask of coffee in it, and two cups.
"""
_WHEELHOUSE = """
INT. FERRY - WHEELHOUSE - DAY

Viktor shows Jonas the wheel, the brass telegraph and a pistol for flares. Rain begins to
run down the glass.

JONAS
What happens if I turn it?

VIKTOR
Nothing. And then, a long while after, everything.

Jonas turns the wheel. They both wait. The lamp over the chart table swings.

EXT. FERRY - DECK - DAY

Rain. Martha stands at the rail under a black umbrella. The dog shakes itself over a
suitcase. Viktor looks down from the wheelhouse and raises his cap.
"""
_MARKET = """
EXT. HARBOUR TOWN - MARKET - DAY

Stalls, fish on ice, forty people in the rain. ILSE (30), a policewoman, stops the van of
a fishmonger and asks for his papers. Martha buys nothing and looks at everything.

ILSE
You are a long way from your side, Mrs Brandt.

MARTHA
The water was in between. I could not help it.

A crate falls. Fish slide over the cobbles; everybody laughs but the fishmonger.
"""
_LETTER = """
INT. FERRY HOUSE - BEDROOM - DAY

Martha takes a letter from under the mattress and reads it by the window. Her lips move.
She folds it into a small ship and sets it on the sill.

JONAS (O.S.)
Is it from Grandfather?

MARTHA
It is from somebody who learned to write from him.
"""
_KITCHEN_NIGHT = """
INT. FERRY HOUSE - KITCHEN - NIGHT

Jonas sleeps at the table over his ships. Martha puts a blanket over him, takes the
flare pistol out of his sleeve and hides it in the bread bin.
"""
_STATION = """
INT. POLICE STATION - DAY

Ilse types a report with two fingers. Viktor sits opposite with his cap on his knees, wet
to the bone.

ILSE
A whole ferry, Viktor. How does one lose a whole ferry?

VIKTOR
One lends it.

She stops typing, takes the sheet out of the machine and begins a new one.

EXT. FERRY - DECK - NIGHT

The ferry drives with its lamps out. Jonas lies at the bow and calls the depth as he
imagines it. Martha is at the ropes, in oilskins much too big.

JONAS
Four fathoms and a whale!

MARTHA
Leave the whale its four fathoms.

INT. FERRY - WHEELHOUSE - NIGHT

Viktor steers by a candle. On the radio Ilse calls them, again and again, ever more
politely. He turns her down until she is a whisper.

VIKTOR
Seventy, you said?

MARTHA
Sixty nine now.
"""
_WEDDING = """
EXT. FERRY - LOWER DECK - NIGHT

Lanterns. A wedding that missed the last ferry dances on the lower deck between two trucks:
twenty guests, an accordion, THE BRIDE (26) barefoot in the wet. Jonas turns round and
round with the dog in his arms.

THE BRIDE
Who do we thank for this?

MARTHA
The timetable. It did not expect you.

She dances one round with the bride, slowly, counting.
"""
_END = """
EXT. PIER - NIGHT

A red flare rises over the water and hangs there. Ilse, on the pier, switches off the blue
light of her car and watches it fall.

EXT. PIER - DAWN

The ferry lies where it always lay. Viktor coils the rope. Martha pours coffee into two
cups. Jonas is asleep on the suitcase, the dog on his feet.

VIKTOR
Sixty eight?

MARTHA
Tomorrow.
"""

FIRST = _TITLE.format(date="2026-11-01") + "".join(
    (_PIER, _WHEELHOUSE, _MARKET, _LETTER, _KITCHEN_NIGHT, _STATION, _END)
)
SECOND = _TITLE.format(date="2026-11-15") + "".join(
    (_PIER, _PIER_LONGER, _WHEELHOUSE, _LETTER, _MARKET, _STATION, _WEDDING, _END)
)
SCENES = 12  # of the first draft

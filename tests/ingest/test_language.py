"""Other languages are set aside; English never is, whatever names and shouting it is full of."""

import pytest

from asof.ingest.language import other_language

ENGLISH = [
    "Police: three dead",
    "Fire",
    "THE CREW OF THE FERRY WAS BROUGHT ASHORE ON TUESDAY NIGHT, THE HARBOUR MASTER SAID. TEN MEN ARE MISSING.",
    "Top scorers: " + ", ".join(f"{n} Giancarlo Bellaverde (Monteforte)" for n in range(30)),
    "Results: Jürgen Ålesund (Dänemark) 3, François Dubois-Lefèvre (Saint-Étienne) 2, José Peña (Almería) 1",
    "The minister of the départements d'outre-mer, M. Dupré-Lavalle, said that the élèves of the école were safe.",
    "Killed: Juan García, 34; María López, 29; José de la Cruz, 41; Ana del Río, 18; Pedro Sánchez, 55.",
    "1 2 3 4 5 6 7 8 9 10 11 12 13",
    "aaaaaaaa " * 50,
    "",
]
OTHERS = [
    "La policía dijo el martes que los mineros de la mina fueron liberados por la noche.",
    "LA POLICIA DIJO EL MARTES QUE LOS MINEROS DE LA MINA FUERON LIBERADOS POR LA NOCHE.",
    "- 12 muertos en Norvik\n- 30 heridos graves\n- 200 evacuados de sus casas\n- 8 escuelas cerradas hasta el lunes",
    "Selon la police de la ville, les mineurs ont été libérés dans la nuit de mardi à mercredi.",
    "Die Polizei sagte am Dienstag, dass die Bergleute in der Nacht aus der Grube befreit worden sind.",
    "Polisi mengatakan pada hari Selasa bahwa para penambang yang terjebak di dalam tambang itu telah dibebaskan.",
    "Полиция сообщила во вторник, что шахтёры были освобождены ночью.",
    "警方星期二表示，矿工们已经在夜间获救，没有人员伤亡，具体情况仍在调查之中。",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_kept(text):
    """Short, shouted, full of names, of foreign words, or hardly words at all: kept."""
    assert other_language(text) is None


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_set_aside_by_its_name(text):
    """A sentence of another language is known, in capitals and other scripts too; the reason begins `language`."""
    assert (other_language(text) or "").startswith("language")

"""Invented names, the same at every start: lists written down, and combinations drawn from them in a fixed order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeStaff:
    """Who of an office has an account: contact points, eight prosecutors, the national school's editor, the custodian."""

    domain: str
    contact_points: tuple[str, ...]
    prosecutors: tuple[str, ...]
    editor: str
    custodian: str


# Belize and Nicaragua have one contact point, so that the vacancy shows.
STAFF_OF_OFFICES = {
    "BZ": OfficeStaff(
        "dpp.bz.example",
        ("Alden Flowers",),
        ("Janelle Usher", "Marcus Bevans", "Shanice Arnold", "Deidre Hyde", "Rohan Lamb", "Tanya Requena", "Elton Pook", "Keisha Gentle"),
        "Dorian Gill",
        "Lyndon Sutherland",
    ),
    "CO": OfficeStaff(
        "fgn.co.example",
        ("Camila Restrepo", "Julián Ospina"),
        ("Adriana Quintero", "Felipe Londoño", "Marta Salcedo", "Andrés Buitrago", "Liliana Arbeláez", "Hernán Cárdenas", "Paola Zuluaga", "Mauricio Echeverri"),
        "Iván Duarte",
        "Nubia Pachón",
    ),
    "CR": OfficeStaff(
        "mp.cr.example",
        ("Sofía Quesada", "Esteban Villalobos"),
        ("Mariela Chaves", "Randall Solís", "Irene Brenes", "Warner Madrigal", "Kattia Umaña", "Gerardo Picado", "Yorleny Badilla", "Allan Zúñiga"),
        "Óscar Fallas",
        "Xinia Bolaños",
    ),
    "DO": OfficeStaff(
        "pgr.do.example",
        ("Yokasta Peralta", "Wilkin Almonte"),
        ("Rosanna Féliz", "Ramón Tejeda", "Altagracia Núñez", "Starlin Berroa", "Yudelka Paulino", "Fausto Encarnación", "Miledys Santana", "Joselito Cuevas"),
        "Héctor Polanco",
        "Nieves Liriano",
    ),
    "GT": OfficeStaff(
        "mp.gt.example",
        ("Ixchel Morales", "Byron Castellanos"),
        ("Wendy Ajú", "Edgar Pineda", "Rosa Tzoc", "Otto Samayoa", "Heidy Cuxil", "Erwin Batres", "Ingrid Lemus", "Fredy Xicará"),
        "Selvin Barrios",
        "Nery Tahuite",
    ),
    "HN": OfficeStaff(
        "mp.hn.example",
        ("Karla Mejía", "Nelson Pineda Rosa"),
        ("Lucía Andino", "Marvin Zelaya", "Suyapa Cáceres", "Denis Maradiaga", "Reina Bustillo", "Elvin Lagos", "Dunia Padilla", "Santos Ordóñez"),
        "Ada Funes",
        "Olvin Sabillón",
    ),
    "MX": OfficeStaff(
        "fgr.mx.example",
        ("Fernanda Olvera", "Raúl Ibarra"),
        ("Paulina Cervantes", "Gerardo Luna", "Xóchitl Barrera", "Efraín Tovar", "Maricela Arriaga", "Ulises Rentería", "Citlali Madrid", "Abelardo Nava"),
        "Mauricio Treviño",
        "Socorro Villegas",
    ),
    "NI": OfficeStaff(
        "mp.ni.example",
        ("Jamileth Obando",),
        ("Noel Cruz Téllez", "Maryuri Lacayo", "Bayardo Rocha", "Yader Centeno", "Auxiliadora Potoy", "Lenín Urbina", "Heyling Zamora", "Ervin Tinoco"),
        "Scarleth Mayorga",
        "Uriel Baltodano",
    ),
    "PA": OfficeStaff(
        "pgn.pa.example",
        ("Rolando Batista", "Itzel Caballero"),
        ("Edilma Santos", "Abdiel Moreno", "Yarelis Pitti", "Eliécer Quirós", "Dayra Samudio", "Rigoberto Camarena", "Yamileth Degracia", "Aurelio Cedeño"),
        "Gustavo Him",
        "Omaira Ábrego",
    ),
    "SV": OfficeStaff(
        "fgr.sv.example",
        ("Claudia Portillo", "Mauricio Escalante"),
        ("Beatriz Orellana", "Walter Guardado", "Roxana Peñate", "Nelson Cañas", "Morena Ayala", "Salvador Chicas", "Idalia Rauda", "Oswaldo Cienfuegos"),
        "Ernesto Menjívar",
        "Evelin Turcios",
    ),
}  # fmt: skip
SCHOOL = ("Inés Rivas", "Tomás Alvarenga", "Gloria Zepeda")
SECRETARIAT = ("Teresa Aguilar", "Daniel Moncada", "Ruth Espino")
TRAINERS = (
    "Octavio Mena",
    "Lorena Figueroa",
    "Ismael Barahona",
    "Patricia Alfaro",
    "Rubén Landaverde",
    "Silvia Montano",
)

# What the names of people without an account are put together from: given names of the whole region, family names of
# each country. The lengths share no divisor, so that no combination comes twice.
GIVEN_NAMES = (
    *("María Elena", "José Luis", "Ana Gabriela", "Carlos Alberto", "Rosa Elvira", "Juan Ramón", "Blanca Estela"),
    *(
        "Luis Enrique",
        "Sonia Maribel",
        "Mario Antonio",
        "Norma Leticia",
        "Víctor Manuel",
        "Gladys Amparo",
        "Jorge Alfredo",
    ),
    *("Evelyn Patricia", "Óscar Armando", "Delmy Carolina"),
)
ENGLISH_GIVEN_NAMES = ("Devon", "Kendra", "Lloyd", "Althea", "Wayne", "Simone", "Egbert")
FAMILY_NAMES = {
    "BZ": ("Myvett", "Tillett", "Gillett", "Longsworth", "Westby", "Cayetano", "Hulse", "Staine", "Neal", "Coc", "Palacio"),
    "CO": ("Castaño", "Villamizar", "Ospino", "Cifuentes", "Betancur", "Galvis", "Pinzón", "Cuéllar", "Rincón", "Hoyos", "Murcia"),
    "CR": ("Vargas", "Araya", "Monge", "Segura", "Cordero", "Montero", "Valverde", "Arroyo", "Ugalde", "Barquero", "Mora"),
    "DO": ("De la Rosa", "Guzmán", "Cabrera", "Reynoso", "Taveras", "Mercedes", "Ogando", "Frías", "Pimentel", "Batista", "Rosario"),
    "GT": ("Chocooj", "Sicán", "Monzón", "Cojtí", "Choc", "Arana", "Marroquín", "Tecú", "Ovalle", "Sacalxot", "Recinos"),
    "HN": ("Murillo", "Euceda", "Banegas", "Interiano", "Fajardo", "Matute", "Raudales", "Varela", "Cálix", "Erazo", "Guifarro"),
    "MX": ("Cordero", "Zaragoza", "Olmos", "Villaseñor", "Medrano", "Carranza", "Galindo", "Becerra", "Aranda", "Lozano", "Urrutia"),
    "NI": ("Úbeda", "Sequeira", "Altamirano", "Blandón", "Cuadra", "Dávila", "Estrada", "Gutiérrez", "Jarquín", "Lanuza", "Meza"),
    "PA": ("Gálvez", "Justavino", "Rodríguez", "Atencio", "Bethancourt", "Castrellón", "Espinosa", "Guerra", "Jurado", "Saldaña", "Vergara"),
    "SV": ("Amaya", "Bonilla", "Canales", "Deras", "Flamenco", "Guevara", "Henríquez", "Iraheta", "Linares", "Palma", "Serrano"),
}  # fmt: skip


def combined_names(country: str, count: int) -> list[tuple[str, str]]:
    """``count`` pairs of given and family names plausible in ``country``, always the same ones."""
    families, is_english = FAMILY_NAMES[country], country == "BZ"
    given = ENGLISH_GIVEN_NAMES if is_english else GIVEN_NAMES
    start = sorted(FAMILY_NAMES).index(country) * 2
    pairs = []
    for number in range(count):
        first = families[number % len(families)]
        second = families[(number * 3 + number // len(families) * 2 + 4) % len(families)]
        family = first if is_english or second == first else f"{first} {second}"
        pairs.append((given[(start + number) % len(given)], family))
    return pairs

"""The syllabus on cybercrime: six modules, 24 hours, 15 of theory and 9 of practice."""

from training_platform.demo.syllabus_entries import PRACTICE, THEORY, CourseEntry, ModuleEntry, Words

COURSE = CourseEntry(
    area="cybercrime",
    es=Words(
        "Investigación y persecución del cibercrimen",
        "investigacion-y-persecucion-del-cibercrimen",
        "Seis módulos que llevan a la fiscal y al fiscal desde los conceptos y los tipos penales hasta la solución de un caso "
        "regional con evidencia digital.",
        "Dirigir la investigación de un delito cometido por medios informáticos y sostener en juicio la evidencia digital.\n"
        "Obtener información de proveedores y de otras jurisdicciones por la vía que corresponda y dentro de plazo.",
    ),
    en=Words(
        "Investigating and prosecuting cybercrime",
        "investigating-and-prosecuting-cybercrime",
        "Six modules that take the prosecutor from concepts and offences to the solution of a regional case with digital "
        "evidence.",
        "Direct the investigation of an offence committed by means of computers and uphold digital evidence at trial.\n"
        "Obtain information from providers and from other jurisdictions through the proper channel and in good time.",
    ),
    modules=(
        ModuleEntry(
            THEORY,
            4,
            (
                "Conceptos y tipos penales",
                "Distinguir los delitos contra los sistemas informáticos de los delitos comunes cometidos por medios informáticos.\n"
                "Encuadrar una conducta en los tipos penales de la propia legislación y compararla con la de otro país de la Red.\n"
                "Reconocer las reglas de competencia y jurisdicción cuando la conducta atraviesa fronteras.",
            ),
            (
                "Concepts and offences",
                "Tell offences against computer systems from ordinary offences committed by means of them.\n"
                "Classify conduct under the offences of one's own law and compare it with the law of another country of the "
                "network.\n"
                "Recognise the rules of competence and jurisdiction when conduct crosses borders.",
            ),
        ),
        ModuleEntry(
            THEORY,
            4,
            (
                "Evidencia digital y cadena de custodia",
                "Ordenar la identificación, la preservación y la obtención de evidencia digital con respeto de las garantías.\n"
                "Documentar la cadena de custodia, incluida la verificación de integridad mediante valores hash.\n"
                "Anticipar las objeciones de la defensa a la admisión de la evidencia digital y responderlas.",
            ),
            (
                "Digital evidence and custody",
                "Order the identification, preservation and collection of digital evidence with due respect for safeguards.\n"
                "Document the chain of custody, including the verification of integrity by hash values.\n"
                "Anticipate and answer the defence's objections to the admission of digital evidence.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            5,
            (
                "Redes sociales y fuentes abiertas",
                "Planificar una búsqueda en fuentes abiertas que sea lícita, reproducible y proporcional al fin de la "
                "investigación.\n"
                "Fijar publicaciones y perfiles de modo que puedan incorporarse al juicio.\n"
                "Valorar la autenticidad y la autoría de lo hallado antes de apoyar en ello una decisión.",
            ),
            (
                "Social networks and open sources",
                "Plan a search of open sources that is lawful, repeatable and proportionate to the aim of the investigation.\n"
                "Record posts and profiles in such a way that they can be brought to trial.\n"
                "Weigh the authenticity and authorship of what was found before resting a decision on it.",
            ),
        ),
        ModuleEntry(
            THEORY,
            3,
            (
                "Cooperación con proveedores",
                "Distinguir datos de abonado, de tráfico y de contenido, y la autorización que exige cada uno.\n"
                "Redactar solicitudes de conservación y de entrega que un proveedor extranjero pueda atender.\n"
                "Decidir cuándo basta la cooperación directa y cuándo procede la asistencia jurídica mutua.",
            ),
            (
                "Working with providers",
                "Tell subscriber, traffic and content data apart, and the authorisation that each requires.\n"
                "Draft requests for preservation and disclosure that a foreign provider can act upon.\n"
                "Decide when direct cooperation suffices and when mutual legal assistance is called for.",
            ),
        ),
        ModuleEntry(
            THEORY,
            4,
            (
                "Criptoactivos y pagos electrónicos",
                "Explicar el recorrido de un pago electrónico y de una transferencia de criptoactivos, y los rastros que dejan.\n"
                "Solicitar a entidades y plataformas la información necesaria para seguir el dinero.\n"
                "Promover medidas cautelares oportunas sobre activos virtuales y su custodia segura.",
            ),
            (
                "Crypto-assets and electronic payments",
                "Explain the path of an electronic payment and of a transfer of crypto-assets, and the traces that each leaves.\n"
                "Request from institutions and platforms the information needed to follow the money.\n"
                "Seek timely precautionary measures over virtual assets, and their safe custody.",
            ),
            first_titles=("Dinero electrónico y pagos", "Electronic money and payments"),
        ),
        ModuleEntry(
            PRACTICE,
            4,
            (
                "Caso práctico",
                "Elaborar en equipo el plan de investigación de un caso ficticio de extorsión en línea con víctimas en tres países.\n"
                "Sostener en una audiencia simulada la admisión de la evidencia digital reunida.",
            ),
            (
                "Case exercise",
                "Draw up, in a team, the plan of investigation of a fictional case of online extortion with victims in three "
                "countries.\n"
                "Argue, at a mock hearing, for the admission of the digital evidence that was gathered.",
            ),
        ),
    ),
)

"""The syllabus on investigation and analysis: six modules, 24 hours, 12 of theory and 12 of practice."""

from training_platform.demo.syllabus_entries import PRACTICE, THEORY, CourseEntry, ModuleEntry, Words

COURSE = CourseEntry(
    area="investigation-analysis",
    es=Words(
        "Investigación y análisis de estructuras criminales",
        "investigacion-y-analisis-de-estructuras-criminales",
        "Seis módulos para dirigir la investigación de una organización y no solo la de un hecho: qué se quiere probar, con qué "
        "datos, por qué medios y junto con quién.",
        "Dirigir, desde la primera denuncia, la investigación de una estructura criminal que actúa en varios países.\n"
        "Convertir datos dispersos —llamadas, vínculos, bienes— en hipótesis que puedan probarse en juicio.\n"
        "Acordar con otra oficina de la Red un plan de investigación que respete el derecho de ambas.",
    ),
    en=Words(
        "Investigating and analysing criminal structures",
        "investigating-and-analysing-criminal-structures",
        "Six modules on directing the investigation of an organisation rather than of one act: what is to be proved, with which "
        "data, by what means and together with whom.",
        "Direct, from the first complaint on, the investigation of a criminal structure that acts in several countries.\n"
        "Turn scattered data (calls, links, assets) into hypotheses that can be proved at trial.\n"
        "Agree with another office of the network on a plan of investigation that respects the law of both.",
    ),
    modules=(
        ModuleEntry(
            THEORY,
            4,
            (
                "Dirección funcional de la investigación",
                "Formular la hipótesis del caso y derivar de ella las diligencias que la confirman o la descartan.\n"
                "Dar a la policía instrucciones escritas, verificables y con plazo, y documentar su cumplimiento.\n"
                "Decidir cuándo ampliar la investigación a la estructura y cuándo llevar el caso a juicio.",
            ),
            (
                "Directing the investigation",
                "State the hypothesis of the case and derive from it the steps that confirm or rule it out.\n"
                "Give the police written instructions that can be checked and have a deadline, and document compliance.\n"
                "Decide when to widen the investigation to the structure and when to take the case to trial.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            5,
            (
                "Análisis de redes criminales",
                "Construir, a partir de un expediente ficticio, la matriz y el diagrama de vínculos de una organización.\n"
                "Reconocer funciones —quien manda, quien une, quien reemplaza— y distinguir el vínculo probado del supuesto.\n"
                "Explicar el diagrama ante un tribunal sin pedirle que confíe en el programa que lo dibujó.",
            ),
            (
                "Criminal network analysis",
                "Build the matrix and the link chart of an organisation from a fictional case file.\n"
                "Recognise roles (who commands, who connects, who replaces) and tell a proven link from a supposed one.\n"
                "Explain the chart in court without asking the judges to trust the program that drew it.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            4,
            (
                "Análisis de telefonía",
                "Solicitar registros de llamadas y de celdas con la autorización y la precisión que exige cada legislación.\n"
                "Depurar y cruzar registros para ubicar aparatos, rutinas y encuentros, y señalar el margen de error.\n"
                "Redactar un informe de análisis que la defensa pueda reproducir.",
            ),
            (
                "Phone-data analysis",
                "Request call and cell-site records with the authorisation and the precision that each law demands.\n"
                "Clean and cross records to place devices, routines and meetings, and state the margin of error.\n"
                "Write a report of the analysis that the defence can reproduce.",
            ),
        ),
        ModuleEntry(
            THEORY,
            4,
            (
                "Investigación patrimonial",
                "Reconstruir ingresos, gastos y bienes de una persona y de quienes prestan su nombre.\n"
                "Elegir entre el delito de lavado, el decomiso y la extinción de dominio según la prueba disponible.\n"
                "Pedir a tiempo el aseguramiento de bienes, también en otro país de la Red.",
            ),
            (
                "Financial investigation",
                "Reconstruct the income, expenses and assets of a person and of those who lend their names.\n"
                "Choose between money laundering, confiscation and civil forfeiture according to the evidence at hand.\n"
                "Seek the freezing of assets in good time, in another country of the network too.",
            ),
        ),
        ModuleEntry(
            THEORY,
            4,
            (
                "Técnicas especiales",
                "Comparar los requisitos de la entrega vigilada, el agente encubierto y la intervención de comunicaciones.\n"
                "Justificar necesidad y proporcionalidad en la solicitud, y prever el control y el cese de la medida.\n"
                "Proteger la identidad de agentes y fuentes sin privar a la defensa de lo que le corresponde conocer.",
            ),
            (
                "Special techniques",
                "Compare the requirements of controlled delivery, undercover agents and interception of communications.\n"
                "Justify necessity and proportionality in the request, and provide for control and end of the measure.\n"
                "Protect the identity of agents and sources without depriving the defence of what it is entitled to know.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            3,
            (
                "Plan de investigación conjunto",
                "Elaborar, entre dos oficinas, el plan de un caso ficticio: objetivos, reparto de tareas, plazos y enlace.\n"
                "Identificar qué prueba obtenida en un país será admisible en el otro y bajo qué formalidades.\n"
                "Prever cómo se comunica, se corrige y se cierra el plan.",
            ),
            (
                "Joint investigation plan",
                "Draw up, between two offices, the plan of a fictional case: aims, division of tasks, deadlines, liaison.\n"
                "Identify which evidence obtained in one country will be admissible in the other, and with what formalities.\n"
                "Provide for how the plan is communicated, corrected and closed.",
            ),
        ),
    ),
)

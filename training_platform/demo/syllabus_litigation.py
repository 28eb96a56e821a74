"""The syllabus on oral litigation: six modules, 30 hours, 9 of theory and 21 of practice."""

from training_platform.demo.syllabus_entries import PRACTICE, THEORY, CourseEntry, ModuleEntry, Words

COURSE = CourseEntry(
    area="oral-litigation",
    es=Words(
        "Litigación oral en casos de crimen organizado",
        "litigacion-oral-en-casos-de-crimen-organizado",
        "Seis módulos, casi todos de práctica, que recorren el juicio en el orden en que se vive: de la teoría del caso a la "
        "simulación completa ante un tribunal.",
        "Presentar ante el tribunal un caso complejo de modo que se entienda, se recuerde y se sostenga con la prueba.\n"
        "Interrogar y contrainterrogar a testigos protegidos, colaboradores y peritos con respeto de las garantías.\n"
        "Reconocer y objetar a tiempo lo que desvía el juicio.",
    ),
    en=Words(
        "Oral litigation in organised-crime cases",
        "oral-litigation-in-organised-crime-cases",
        "Six modules, most of them practical, that walk through the trial in the order in which it is lived: from the theory of "
        "the case to a complete mock trial.",
        "Present a complex case in court so that it is understood, remembered and upheld by the evidence.\n"
        "Examine and cross-examine protected witnesses, collaborators and experts with due respect for safeguards.\n"
        "Recognise, and object in time to, what leads the trial astray.",
    ),
    modules=(
        ModuleEntry(
            THEORY,
            5,
            (
                "Teoría del caso",
                "Unir en un solo relato los hechos, el derecho y la prueba, y ponerlo a prueba contra la versión contraria.\n"
                "Elaborar la tabla que enlaza cada elemento del delito con el medio que lo prueba.\n"
                "Descubrir las debilidades propias antes que la defensa y decidir cómo tratarlas.",
            ),
            (
                "Theory of the case",
                "Join facts, law and evidence in a single account and test it against the opposing version.\n"
                "Draw up the table that links each element of the offence with the means that proves it.\n"
                "Find the weaknesses of one's own case before the defence does, and decide how to deal with them.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            4,
            (
                "Alegato de apertura",
                "Presentar el caso en diez minutos, sin argumentar todavía y sin prometer prueba que no llegará.\n"
                "Ordenar un caso de muchas personas y muchos hechos de modo que el tribunal pueda seguirlo.\n"
                "Usar apoyos visuales que ayuden y no distraigan.",
            ),
            (
                "Opening",
                "Present the case in ten minutes, without arguing yet and without promising evidence that will not come.\n"
                "Arrange a case of many people and many facts in such a way that the court can follow it.\n"
                "Use visual aids that help and do not distract.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            6,
            (
                "Interrogatorio",
                "Acreditar al testigo y obtener su relato con preguntas abiertas y un orden que se entienda.\n"
                "Interrogar a víctimas y a testigos protegidos, también por videoconferencia, sin exponerlos ni revictimizarlos.\n"
                "Incorporar documentos y objetos por medio del testigo y superar las objeciones habituales.",
            ),
            (
                "Direct examination",
                "Establish the witness's credibility and draw out the account with open questions in an order that is clear.\n"
                "Examine victims and protected witnesses, by videoconference too, without exposing them or harming them anew.\n"
                "Introduce documents and objects through the witness and overcome the usual objections.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            6,
            (
                "Contrainterrogatorio",
                "Decidir si conviene contrainterrogar y con qué fin; preparar cada pregunta con la respuesta ya documentada.\n"
                "Evidenciar contradicciones con declaraciones previas según el procedimiento de cada país.\n"
                "Responder, en el nuevo interrogatorio, al ataque contra colaboradores y agentes encubiertos.",
            ),
            (
                "Cross-examination",
                "Decide whether to cross-examine and to what end; prepare each question with its answer already documented.\n"
                "Show contradictions with earlier statements according to the procedure of each country.\n"
                "Answer, in re-examination, the attack on collaborators and undercover agents.",
            ),
        ),
        ModuleEntry(
            THEORY,
            4,
            (
                "Peritos y prueba digital",
                "Preparar con la persona perita una explicación que entienda quien no conoce la técnica.\n"
                "Acreditar la integridad y la procedencia de la prueba digital desde su hallazgo hasta la sala.\n"
                "Contrainterrogar un dictamen contrario por su método, sus datos y sus límites.",
            ),
            (
                "Experts and digital evidence",
                "Prepare with the expert an explanation that those who do not know the technique will understand.\n"
                "Prove the integrity and the provenance of digital evidence from its finding to the courtroom.\n"
                "Cross-examine an opposing report on its method, its data and its limits.",
            ),
        ),
        ModuleEntry(
            PRACTICE,
            5,
            (
                "Alegato final y simulación",
                "Argumentar a partir de lo que el juicio probó, hecho por hecho y persona por persona.\n"
                "Litigar un caso ficticio completo ante un tribunal y recibir observaciones por escrito.\n"
                "Señalar, del propio desempeño y del ajeno, qué se repetiría y qué se cambiaría.",
            ),
            (
                "Closing and simulation",
                "Argue from what the trial has proved, fact by fact and person by person.\n"
                "Litigate a complete fictional case before a court and receive written remarks.\n"
                "Say, of one's own performance and that of others, what one would repeat and what one would change.",
            ),
        ),
    ),
)

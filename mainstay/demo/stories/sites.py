"""A site changes hands, and the prices agreed with the old owner end with him."""

from mainstay.demo.story import START, Story, client, days, hours, minutes, note, reply, take

# fmt: off
STORIES = (
    Story(
        key="resold-site",
        subject="viajarentren.example cambió de dueño: tarifas nuevas",
        contact="gonzalo",
        department="partner",
        language="es",
        last=hours(20),
        assignee="diego",
        ends="waiting",
        turns=(
            client("gonzalo", START, """
                Buenos días:

                Desde el día 1 el portal viajarentren.example pertenece a Grupo Meseta. Vemos en el panel siete pedidos abiertos a 95 € y un acuerdo por todo el año al mismo precio, firmado por el propietario anterior. Para nosotros esos precios no son válidos: nuestra tarifa es de 160 € por artículo.

                Además, hay veintitrés enlaces publicados de los que no sabemos nada. Pensamos retirarlos a final de mes.

                Un saludo,
                Gonzalo Prieto
                Grupo Meseta
                """),
            take("diego", minutes(35)),
            note("diego", minutes(40), """
                El registro del dominio cambió de titular hace dos semanas y los servidores también. Ximena (La Brújula) confirma la venta por teléfono. El contrato iba con el propietario, no con el dominio: los precios viejos caen. Los 23 enlaces están cobrados y en garantía, eso sí hay que defenderlo.
                """),
            reply("diego", minutes(30), """
                Hola, Gonzalo:

                Enhorabuena por la compra. Tiene razón en lo primero: el acuerdo de precios era con el propietario anterior y no le obliga. He detenido los siete pedidos para que nadie publique a 95 € sin su conformidad.

                Los veintitrés enlaces son otra cosa: los anunciantes los pagaron con doce meses de garantía. Le pido que no los retire. Hoy tendrá en su panel la lista con la fecha en que termina cada uno; quince vencen antes de seis meses.

                Para los pedidos nuevos le propongo hablar de un precio intermedio. ¿Le va bien el jueves por la mañana?
                """),
            client("gonzalo", days(1) + hours(2), """
                Gracias, Diego. Los enlaces los podemos dejar si sabemos hasta cuándo. En el precio no bajamos de 150.
                """),
            reply("diego", hours(3), """
                Hola, Gonzalo:

                Queda así por escrito: los veintitrés enlaces se quedan hasta el final de su garantía, según la lista de su panel.

                Sobre el precio, los portales comparables de viajes y ferrocarril se cierran entre 120 y 145 €. A 150 € calculo que aceptarían tres de los siete anunciantes; a 135 €, seis. Le propongo 135 € durante seis meses y revisarlo después con los pedidos en la mano. Dígame si lo acepta y mañana mismo les pregunto a los siete.
                """),
        ),
    ),
)

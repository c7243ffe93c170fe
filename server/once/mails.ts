/** The mail with the button for who takes part once. Plain B1 Dutch, text only. */
export function onceMail({ name, title, publicUrl, token }: { name: string; title: string; publicUrl: string; token: string }): {
  subject: string;
  text: string;
} {
  return {
    subject: 'Plaats uw bijdrage',
    text: `Beste ${name},

U schreef iets op Oever, zonder account:
${title}

Zet het op de website met deze link:
${publicUrl}/meedoen?code=${token}

De link werkt 12 uur en één keer. Daarna gooien wij uw tekst weg. Schreef u dit niet? Dan hoeft u niets te doen.

Met vriendelijke groet,
Oever`,
  };
}

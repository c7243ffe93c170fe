import sharp from 'sharp';

/** What the story's photos show. They are drawn here: the demo has no files of others. */
export type Drawing = 'bridge' | 'steel_bank' | 'bench';

const SKY = '<rect width="800" height="600" fill="#cfdde2"/><rect y="200" width="800" height="60" fill="#e3e6dc"/>';
const WATER =
  '<rect y="300" width="800" height="300" fill="#5d8aa0"/><path d="M0 340h260M420 360h300M80 410h340M520 440h280M0 480h220M300 520h420M60 560h260" stroke="#86b4ca" stroke-width="5"/>';
const FAR_BANK = '<path d="M0 300V262q60-40 120-18t130-22 140 16 150-26 140 20 120-14v82z" fill="#6f8a5b"/>';

const DRAWINGS: Record<Drawing, string> = {
  bridge:
    `${SKY}${FAR_BANK}${WATER}<path d="M-20 250Q400 110 820 250v34Q400 150-20 284z" fill="#4a4f4c"/><path d="M-20 232Q400 92 820 232" fill="none" stroke="#2f3432" stroke-width="8"/>` +
    '<path d="M120 246v110M680 246v110" stroke="#4a4f4c" stroke-width="34"/><path d="M60 224v-26M180 192v-26M300 172v-26M420 166v-26M540 172v-26M660 196v-26" stroke="#2f3432" stroke-width="6"/>' +
    '<g fill="#b23c17"><circle cx="388" cy="96" r="13"/><path d="M374 112h28l-4 46h-20z"/></g><g fill="#855500"><circle cx="470" cy="268" r="13"/><path d="M440 284l52 6-40 30z"/></g><path d="M430 372q40-40 80 0" fill="none" stroke="#ffffff" stroke-width="7"/>',
  steel_bank:
    `${SKY}${FAR_BANK}${WATER}<path d="M0 600V380l800-60v280z" fill="#7c8178"/><path d="M0 396l800-60M40 378v222M120 372v228M200 366v234M280 360v240M360 354v246M440 348v252M520 342v258M600 336v264M680 330v270M760 324v276" stroke="#565b54" stroke-width="7"/>` +
    '<path d="M0 380l800-60v-26L0 350z" fill="#6b8f4a"/><path d="M0 420q300 60 800 10v170H0z" fill="#5d8aa0"/><path d="M60 470h240M380 500h300M140 550h400" stroke="#86b4ca" stroke-width="5"/>',
  bench:
    `${SKY}${FAR_BANK}${WATER}<path d="M0 600V430q400-60 800-20v190z" fill="#8fa06a"/><path d="M0 520q400-50 800-10v40q-400-40-800 14z" fill="#d8cdb0"/>` +
    '<g fill="#6b4a2b"><path d="M240 380h300v18H240zM240 412h300v18H240zM226 456h328v20H226z"/></g><path d="M262 376v150M518 376v150" stroke="#2f3432" stroke-width="14"/><path d="M660 470V250" stroke="#4d3a26" stroke-width="26"/><circle cx="660" cy="210" r="96" fill="#5c7a3f"/><circle cx="600" cy="250" r="62" fill="#6b8f4a"/>',
};

/** The drawing as a telephone would send it. */
export async function drawPhoto(drawing: Drawing): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">${DRAWINGS[drawing]}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
}

import * as Y from 'yjs';
import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { documentText, checkDocument } from '../server/plan-texts/schema.ts';
import { judgeUpdate } from './validate.ts';
import { measure } from './document-size.ts'; import { LIMITS } from './limits.ts';
const doc = new Y.Doc(); const c = doc.getXmlFragment('content');
let rnd = 12345; const R = (n:number) => { rnd = (Math.imul(rnd, 1103515245) + 12345) & 0x7fffffff; return (rnd >>> 8) % n; };
const t0 = performance.now();
const texts: Y.XmlText[] = [];
for (let p=0;p<120;p++){ const el=new Y.XmlElement('paragraph'); const t=new Y.XmlText(); el.insert(0,[t]); c.push([el]); texts.push(t); }
let edits=0; let t=texts[0]!; let pos=0;
while(edits<250000){ if(R(30)===0){ t=texts[R(120)]!; pos=R(t.length+1);} if(R(4)===0&&pos>0){ t.delete(pos-1,1); pos--; } else { t.insert(pos,'abcdefghij klmno'[R(16)]!); pos++; } edits++; }
console.log('built', (performance.now()-t0).toFixed(0),'ms', documentText(doc).length, 'chars', Y.encodeStateAsUpdate(doc).length, Y.encodeStateAsUpdateV2(doc).length);
const time=(n:string,f:()=>unknown)=>{ const a=performance.now(); const r=f(); console.log(n,(performance.now()-a).toFixed(1)); return r as any; };
for (let i=0;i<2;i++){ const s=time('encodeV2',()=>Y.encodeStateAsUpdateV2(doc)); const d2=new Y.Doc(); time('applyV2',()=>Y.applyUpdateV2(d2,s)); time('text+sha',()=>createHash('sha256').update(documentText(d2)).digest()); time('encodeV1',()=>Y.encodeStateAsUpdate(doc)); time('sv',()=>Y.encodeStateVector(doc)); time('measure',()=>measure(d2,LIMITS)); time('check',()=>checkDocument(d2)); const big=Y.encodeStateAsUpdate(doc); console.log('v1',big.length);}

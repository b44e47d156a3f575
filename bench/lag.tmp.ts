import { bufferSource, checkBundle } from '../lib/bundles/services/reader.ts';
const one=(o:any)=>JSON.stringify(o);
const spark=(n:number,more={})=>({slug:`s${n}`,title:`Spark ${n}`,content_md:'x',difficulty:'beginner',estimated_mins:5,is_published:false,...more});
const bundle=(sparks:any[],more={})=>one({schema_version:'1.0.0',name:'x',version_label:'x',metadata:{source_system:'x'},domains:[],trails:[],concepts:[],sparks,beacons:[],...more});
const keys=(n:number)=>Object.fromEntries(Array.from({length:n},(_,i)=>[`k${i}`,i]));
const inputs:Record<string,string>={
 'ndjson 325 KB of {}':'{"kind":"spark"}\n'+'{}\n'.repeat(108000),
 'ndjson 325KB of broken': '{"kind":"spark"}\n'+'{\n'.repeat(160000),
 'one item 1M keys': bundle([spark(1,keys(1_000_000))]),
 'list 1M elements': bundle([spark(1,{tags:Array.from({length:1_000_000},(_,i)=>i)})]),
 'objectives nested 1M': bundle([spark(1,{x:Array.from({length:300_000},()=>({a:[]}))})]),
 'header 1M keys': one({schema_version:'1.0.0',metadata:keys(1_000_000),sparks:[]}),
 '100k unknown lists': one(Object.fromEntries(Array.from({length:100000},(_,i)=>[`l${i}`,[]]))),
 'text 15MB': bundle([spark(1,{content_md:'x'.repeat(15_000_000)})]),
 'text 15MB cjk escaped': bundle([spark(1,{content_md:'x'})]).replace('"x"','"'+'\\u4e00'.repeat(2_500_000)+'"'),
 'same slug 100k': bundle(Array.from({length:100000},()=>spark(1))),
 '100k sparks 300k links': bundle(Array.from({length:100000},(_,i)=>spark(i)),{spark_links:Array.from({length:300000},(_,i)=>({source_slug:`s${i%100000}`,target_slug:`s${(i*7+13)%100000}`,link_type:'related',weight:0.5}))}),
 'prereq chain loop 100k': bundle(Array.from({length:100000},(_,i)=>spark(i)),{spark_links:Array.from({length:100000},(_,i)=>({source_slug:`s${i}`,target_slug:`s${(i+1)%100000}`,link_type:'prerequisite',weight:0.9}))}),
 'deep 1M': '{"sparks":['+'['.repeat(1_000_000)+']'.repeat(1_000_000)+']}',
 'number digits 2M': bundle([spark(1)]).replace('"estimated_mins":5','"estimated_mins":'+'9'.repeat(2_000_000)),
 'package 200k exercises': bundle([spark(1)],{packages:[{spark_slug:'s1',package:{exercise_bank:Array.from({length:60000},(_,i)=>({id:`e${i}`,type:'mcq',stem:'x',options:['a','b'],answer:'a'}))}}]}),
};
const only=process.argv[2];
for (const [name,text] of Object.entries(inputs)) {
  if (only && !name.includes(only)) continue;
  const bytes=Buffer.from(text);
  let worst=0,last=performance.now();
  const t=setInterval(()=>{const now=performance.now();worst=Math.max(worst,now-last-1);last=now;},1);
  await new Promise(r=>setTimeout(r,30)); worst=0;
  const began=performance.now();
  const {report}=await checkBundle(bufferSource('x',bytes),{resolve:'workspace'}) as any;
  const took=performance.now()-began;
  worst=Math.max(worst,performance.now()-last); clearInterval(t);
  console.log(name.padEnd(28),`${(bytes.length/1e6).toFixed(1)} MB`, 'took',Math.round(took),'ms worst lag',Math.round(worst),'ms', 'problems',report.problems.length+report.more, report.problems[0]?.code, 'rss', Math.round(process.memoryUsage().rss/1e6));
}

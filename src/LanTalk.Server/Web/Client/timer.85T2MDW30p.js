"use strict";(()=>{var n=self,s=new Map;n.onmessage=({data:{id:e,after:t}})=>{clearTimeout(s.get(e)),s.delete(e),t!==null&&s.set(e,setTimeout(()=>{s.delete(e),n.postMessage(e)},t))};})();

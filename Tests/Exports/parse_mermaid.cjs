// Asks Mermaid's own parser about some files:
//
//     node Tests/Exports/parse_mermaid.cjs FOLDER FILE…
//
// FOLDER is the folder `static` of an installed jupyterlab, whose bundle has Mermaid in it. Its
// chunks are loaded here as its page would load them; nothing is drawn, so no page is needed.
const fs = require('fs')
const path = require('path')
const vm = require('vm')

const [folder, ...texts] = process.argv.slice(2)
const chunks = {}
for (const name of fs.readdirSync(folder)) {
  const match = name.match(/^(.+?)\.[0-9a-f]{16}\.js$/)
  if (match) chunks[match[1]] = fs.readFileSync(path.join(folder, name), 'utf8')
}

// a chunk hands its modules to a list that the page has
const modules = {}
const list = { push: ([, found]) => Object.assign(modules, found) }
globalThis.self = globalThis.window = globalThis
self.rspackChunk_jupyterlab_application_top = self.webpackChunk_jupyterlab_application_top = list
const loaded = new Set()
function load(id) {
  if (loaded.has(id) || !chunks[id]) return
  loaded.add(id)
  vm.runInThisContext(chunks[id], { filename: id })
}

/// The module that stands for one that packages share, and the chunk in which it lies.
function shared(id) {
  const start = chunks.main.indexOf(`${id}:{shareScope`)
  if (start < 0) return undefined
  const entry = chunks.main.slice(start, start + 700)
  for (const [, chunk] of entry.slice(0, entry.indexOf('}')).matchAll(/\.e\("?(\d+)"?\)/g)) load(chunk)
  return entry.match(/__webpack_require__\((\d+)\)/)?.[1]
}

const cache = {}
function need(id) {
  if (cache[id]) return cache[id].exports
  if (!modules[id]) {
    const other = shared(id)
    if (other && other !== String(id)) return (cache[id] = { exports: need(other) }).exports
  }
  for (const chunk of Object.keys(chunks)) {
    if (modules[id]) break
    if (new RegExp(`[{,]${id}(\\(|:)`).test(chunks[chunk])) load(chunk)
  }
  if (!modules[id]) throw new Error(`the bundle has no module ${id}`)
  const module = (cache[id] = { exports: {}, id })
  modules[id].call(module.exports, module, module.exports, need)
  return module.exports
}
Object.assign(need, {
  m: modules, c: cache, g: globalThis, p: '',
  o: (object, key) => Object.hasOwn(object, key),
  d: (exports, getters) => {
    for (const key in getters) {
      if (!Object.hasOwn(exports, key)) {
        Object.defineProperty(exports, key, { enumerable: true, get: getters[key] })
      }
    }
  },
  r: (exports) => Object.defineProperty(exports, '__esModule', { value: true }),
  n: (module) => {
    const get = module?.__esModule ? () => module.default : () => module
    need.d(get, { a: get })
    return get
  },
  t: (value) => (typeof value === 'object' ? value : need(value)),
  e: async (id) => load(String(id)),
  nmd: (module) => module, hmd: (module) => module, u: (id) => id,
})

const sign = 'getRegisteredDiagramsMetadata'
for (const id of Object.keys(chunks)) if (chunks[id].includes(sign)) load(id)
const home = Object.keys(modules).find((id) => String(modules[id]).includes(sign))
const mermaid = Object.values(need(home)).find((value) => value?.parse)
// what cleans labels of scripts wants a page; labels are left as they are
for (const { exports } of Object.values(cache)) {
  const cleaner = exports?.A
  if (cleaner?.isSupported === false) {
    Object.assign(cleaner, { addHook() {}, removeHook() {}, sanitize: (text) => text })
  }
}

// a page draws no more than 500 edges unless it is told to; the grammar knows no such limit
mermaid.initialize({ maxEdges: 10000 })

;(async () => {
  let refused = 0
  for (const file of texts) {
    try {
      const { diagramType } = await mermaid.parse(fs.readFileSync(file, 'utf8'))
      if (diagramType !== 'flowchart-v2') throw new Error(`is a ${diagramType}`)
    } catch (error) {
      refused += 1
      console.log(`${file}: ${error.message}`)
    }
  }
  console.log(`Mermaid reads ${texts.length - refused} of ${texts.length}`)
  process.exit(refused ? 1 : 0)
})()

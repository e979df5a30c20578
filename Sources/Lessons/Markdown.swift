import CMarkdown
import Quiz
import Tensors

/// Reads Markdown with tables into blocks, at once and whole; nothing of the C tree stays.
struct Markdown {
  private typealias Node = OpaquePointer

  /// The library registers its extensions once in a process.
  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  private let formulas: LiftedFormulas
  /// What stands before the first line in the file.
  private let offset: Int

  /// The blocks of a text that begins at a line of its file.
  static func blocks(of text: Substring, line: Int) throws(LessonError) -> [MarkdownBlock] {
    let reader = Markdown(formulas: try LiftedFormulas(text, line: line), offset: line - 1)
    _ = registration
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
    defer { cmark_parser_free(parser) }
    _ = cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"))
    reader.formulas.marked.withUnsafeBytes { bytes in
      cmark_parser_feed(parser, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    guard let document = cmark_parser_finish(parser) else { return [] }
    defer { cmark_node_free(document) }
    return try reader.blocks(in: document, depth: 0)
  }

  private func blocks(in parent: Node, depth: Int) throws(LessonError) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    for node in children(of: parent) { blocks += try self.blocks(node, depth: depth) }
    return blocks
  }

  /// A node as a block; as several where a formula parts a paragraph.
  private func blocks(_ node: Node, depth: Int) throws(LessonError) -> [MarkdownBlock] {
    let line = Int(cmark_node_get_start_line(node)) + offset
    guard depth < Limits.pageNesting else {
      throw LessonError("the text here is nested more than \(Limits.pageNesting) deep", line: line)
    }
    let content: MarkdownBlock.Content
    switch kind(of: node) {
    case "heading":
      content = .heading(
        level: Int(cmark_node_get_heading_level(node)), try inlines(in: node, line, depth))
    case "paragraph":
      return try paragraph(node, line, depth)
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      var items: [[MarkdownBlock]] = []
      for item in children(of: node) { items.append(try blocks(in: item, depth: depth + 1)) }
      content = .list(
        MarkdownList(
          start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
          isTight: cmark_node_get_list_tight(node) == 1, items: items))
    case "block_quote":
      content = .quote(try blocks(in: node, depth: depth + 1))
    case "code_block":
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      content = try Fence(
        info: info, text: formulas.restored(literal(of: node)),
        line: isFenced(node) ? line + 1 : line
      ).content
    case "table":
      content = .table(try table(node, line, depth))
    case "thematic_break":
      content = .rule
    default:
      // raw HTML is text like any other
      content = .paragraph([.text(formulas.restored(literal(of: node)))])
    }
    return [MarkdownBlock(line: line, content)]
  }

  /// A paragraph, parted where a formula has a line of its own.
  private func paragraph(_ node: Node, _ line: Int, _ depth: Int) throws(LessonError)
    -> [MarkdownBlock]
  {
    var blocks: [MarkdownBlock] = []
    var running: [Inline] = []
    func flush(_ line: Int) {
      let words = running.trimmed
      if !words.isEmpty { blocks.append(MarkdownBlock(line: line, .paragraph(words))) }
      running = []
    }
    var start = line
    for child in children(of: node) {
      guard kind(of: child) == "text" else {
        running += try inlines(child, line, depth + 1)
        continue
      }
      for piece in formulas.pieces(of: literal(of: child)) {
        switch piece {
        case .text(let text): running.append(.text(text))
        case .formula(let formula) where !formula.isDisplay:
          running.append(.formula(formula.latex))
        case .formula(let formula):
          flush(start)
          blocks.append(MarkdownBlock(line: formula.line, .formula(formula.latex)))
          start = formula.line
        }
      }
    }
    flush(start)
    return blocks
  }

  private func table(_ node: Node, _ line: Int, _ depth: Int) throws(LessonError) -> MarkdownTable {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    let marks = UnsafeBufferPointer(
      start: cmark_gfm_extensions_get_table_alignments(node), count: columns)
    var rows: [[[Inline]]] = []
    for row in children(of: node) {
      var cells: [[Inline]] = []
      for cell in children(of: row) { cells.append(try inlines(in: cell, line, depth)) }
      cells += Array(repeating: [], count: max(columns - cells.count, 0))
      rows.append(cells)
    }
    return MarkdownTable(
      alignments: marks.map { mark in
        switch Unicode.Scalar(mark) {
        case "c": .center
        case "r": .right
        default: .left
        }
      },
      header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  private func inlines(in parent: Node, _ line: Int, _ depth: Int) throws(LessonError) -> [Inline] {
    var all: [Inline] = []
    for node in children(of: parent) { all += try inlines(node, line, depth + 1) }
    return all.trimmed
  }

  private func inlines(_ node: Node, _ line: Int, _ depth: Int) throws(LessonError) -> [Inline] {
    guard depth < Limits.pageNesting else {
      throw LessonError("the text here is nested more than \(Limits.pageNesting) deep", line: line)
    }
    switch kind(of: node) {
    case "softbreak": return [.text(" ")]
    case "linebreak": return [.lineBreak]
    case "code": return [.code(formulas.restored(literal(of: node)))]
    case "emph": return [.emphasis(try inlines(in: node, line, depth))]
    case "strong": return [.strong(try inlines(in: node, line, depth))]
    case "link":
      let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
      return [
        .link(try inlines(in: node, line, depth), destination: formulas.restored(url))
      ]
    case "image":
      // a terminal shows what stands for the image
      return try inlines(in: node, line, depth)
    case "text":
      return formulas.pieces(of: literal(of: node)).map { piece in
        switch piece {
        case .text(let text): .text(text)
        case .formula(let formula): .formula(formula.latex)
        }
      }
    default: return [.text(formulas.restored(literal(of: node)))]
    }
  }

  private func children(of node: Node) -> [Node] {
    cmark_node_first_child(node).map { Array(sequence(first: $0) { cmark_node_next($0) }) } ?? []
  }

  /// Whether code stands between fences, rather than indented.
  private func isFenced(_ node: Node) -> Bool {
    var (length, offset, character) = (Int32(0), Int32(0), CChar(0))
    return cmark_node_get_fenced(node, &length, &offset, &character) == 1
  }

  private func kind(of node: Node) -> String { String(cString: cmark_node_get_type_string(node)) }

  private func literal(of node: Node) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }
}

extension [Inline] {
  /// Neighbouring texts as one, without blanks at either end.
  fileprivate var trimmed: [Inline] {
    var joined: [Inline] = []
    for inline in self {
      if case .text(let text) = inline, case .text(let before)? = joined.last {
        joined[joined.count - 1] = .text(before + text)
      } else {
        joined.append(inline)
      }
    }
    if case .text(let text)? = joined.first {
      let rest = text.drop(while: \.isWhitespace)
      if rest.isEmpty { joined.removeFirst() } else { joined[0] = .text(String(rest)) }
    }
    if case .text(var text)? = joined.last {
      while text.last?.isWhitespace == true { text.removeLast() }
      joined.removeLast()
      if !text.isEmpty { joined.append(.text(text)) }
    }
    return joined
  }
}

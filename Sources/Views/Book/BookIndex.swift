import Diagrams
import Lessons
import Quiz

/// The page that leads to all others: the lectures with their questions, and a search over every
/// section.
struct BookIndex {
  private let chapters: [Course.Chapter]
  private let names: [String]
  private let lessons: [Lesson]

  init(_ chapters: [Course.Chapter], _ names: [String], _ lessons: [Lesson]) {
    self.chapters = chapters
    self.names = names
    self.lessons = lessons
  }

  var html: String {
    BookFrame(title: "Blockwalk: the questions", before: nil, after: nil).html(
      around: """
        <h1>The questions</h1>
        <p><a href="summary.html">All answers in brief</a>, on a few pages that print well.</p>
        <p><label for="search">Search the sections</label>
        <input id="search" type="search" autocomplete="off"/></p>
        <ul id="found" hidden="hidden" aria-live="polite">
        \(entries.joined(separator: "\n"))
        </ul>
        \(lectures)
        <script>
        \(Self.script)
        </script>
        """)
  }

  private var lectures: String {
    var html = ""
    var title: String?
    for (chapter, name) in zip(chapters, names) {
      let front = chapter.front
      let lecture = [front.lecture.number.map(String.init), front.lecture.title]
        .compactMap { $0 }.joined(separator: " ")
      if lecture != title {
        html += title == nil ? "" : "</ul>\n"
        html += "<h2>\(Escapes.markup(lecture))</h2>\n<ul>\n"
        title = lecture
      }
      html +=
        "<li><a href=\"\(Escapes.markup(name))\">\(Escapes.markup(front.name)) "
        + "\(Escapes.markup(front.title))</a> <small>[\(front.points)]</small></li>\n"
    }
    return html + (title == nil ? "" : "</ul>")
  }

  /// A line for each section, with its words for the search.
  private var entries: [String] {
    zip(lessons, names).flatMap { lesson, name in
      lesson.sections.map { section in
        let words = lesson.blocks[section.blocks].map(\.searchableText).joined(separator: " ")
        let path = lesson.path(to: section.blocks.lowerBound).joined(separator: " › ")
        return "<li data-words=\"\(Escapes.markup(words.lowercased()))\">"
          + "<a href=\"\(Escapes.markup(name))#b\(section.blocks.lowerBound)\">"
          + "\(Escapes.markup(path))</a></li>"
      }
    }
  }

  /// Shows the sections that have every word that is typed.
  private static let script = """
    const field = document.getElementById("search"), list = document.getElementById("found");
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\\s+/).filter(word => word);
      list.hidden = words.length === 0;
      for (const line of list.children) {
        const text = line.dataset.words + " " + line.textContent.toLowerCase();
        line.hidden = words.some(word => !text.includes(word));
      }
    });
    """
}

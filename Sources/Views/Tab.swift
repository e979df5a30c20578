/// The name of a pane in the rule above it, and the column at which the pane begins; 0 for a tab
/// that merely follows the one before it.
typealias Tab = (name: String, column: Int)

/// Where the names of panes stand in their rule.
enum Tabs {
  static func columns(of tabs: [Tab], open: Int) -> [Range<Int>] {
    var end = 0
    return tabs.enumerated().map { index, tab in
      let start = max(tab.column, end + 2)
      end = start + tab.name.unicodeScalars.count + (index == open ? 3 : 2)
      return start..<end
    }
  }

  /// The tab whose name stands at a column.
  static func index(at column: Int, of tabs: [Tab], open: Int) -> Int? {
    columns(of: tabs, open: open).firstIndex { $0 ~= column }
  }
}

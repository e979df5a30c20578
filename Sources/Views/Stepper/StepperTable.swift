import Networks
import Screens

/// A tensor on the whole screen.
extension Stepper {
  /// The panel at the top of the tensors' pane, whole.
  var tableOfPanel: TensorPage? {
    let panels = panels
    guard panels.indices.contains(firstPanel) else { return nil }
    let panel = panels[pane == .tensors ? firstPanel : panels.count - 1]
    return tensorPage(panel)
  }

  /// The tensor that was asked for when the walk was opened.
  var tableSeen: TensorPage? {
    guard let wanted = request.sight?.table,
      let panel = panels.first(where: { $0.name == wanted.name })
    else { return nil }
    var page = tensorPage(panel)
    // maps have their image, which a table has alone, before the rest
    page.choose(page.isParameter ? wanted.index : [0] + wanted.index)
    return page
  }

  func tensorPage(_ panel: Panel) -> TensorPage {
    var page = TensorPage(panel, common: Panel.largest(panels))
    page.sendsBack = isOutput
    return page
  }

  /// `.` in the output or its gradient sends back from that cell alone, `-` and `+` set a cell of a
  /// given tensor by hand; all else moves in the table.
  mutating func pressTable(_ command: Command) -> [Effect] {
    guard let shown = table else { return [] }
    switch command {
    case .only where isOutput:
      return [
        .ask(.run(requestSendingBack(from: shown.cell))),
        .say("1 is sent back from this cell alone now; b shows what it reaches."),
      ]
    case .less, .more:
      guard let tensor = shown.fileName else { break }
      let tenths = (shown.value * 10).rounded() + (command == .more ? 1 : -1)
      var cell = shown.cell
      // a table shows one image, a run has all of them
      if !shown.isParameter { cell[0] = image }
      return [.ask(.run(requestSetting(cell, of: tensor, toTenths: tenths)))]
    default: break
    }
    table?.press(command)
    return []
  }
}

import ArgumentParser
import FileSystem
import Lessons
import Quiz
import Tensors
import Workshop

/// Packs of lessons: what is installed, and what comes and goes.
struct PackCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "List, add, remove or check packs of lessons.",
    discussion: """
      A pack is a folder with lessons; blocks/, terms.yaml and pack.yaml are optional. Installed \
      packs are open beside the built-in lessons.

      'list' names all packs, 'add' installs a folder or a .tar.gz archive, 'remove' takes an \
      installed pack away and keeps what you have learnt, and 'check' looks for faults in a folder \
      or an installed pack.
      """)

  enum Action: String, CaseIterable, ExpressibleByArgument { case list, add, remove, check }

  @Argument(help: "What to do (list, add, remove or check).") var action: Action
  @Argument(help: "Folder, .tar.gz archive or installed pack.") var pack: String?
  @OptionGroup var sources: SourceOptions

  func validate() throws {
    if action == .list, let pack {
      throw ValidationError("‘pack list’ takes no name, but there is ‘\(pack.quotable())’.")
    }
    if action != .list, pack == nil {
      let what =
        switch action {
        case .add: "a folder or a .tar.gz archive"
        case .remove: "an installed pack"
        default: "a folder or an installed pack"
        }
      throw ValidationError("‘pack \(action.rawValue)’ needs \(what).")
    }
  }

  func run(on console: Console) throws {
    let folder = console.dependencies.packFolder
    switch action {
    case .list: try list(on: console)
    case .add:
      let pack = try PackShelf(folder).add(pack ?? "")
      console.print("\(pack.name ?? ""): \(pack.heading) is installed.")
      let faults = try Course([pack]).faults
      for fault in faults { console.warn(fault.description) }
    case .remove:
      try PackShelf(folder).remove(pack ?? "")
      console.print("\(pack ?? "") is removed; what you learnt with it is kept.")
    case .check: try check(on: console)
    }
  }

  private func list(on console: Console) throws {
    let course = try sources.workshop(on: console, writing: false).course
    for pack in course.packs {
      let count = course.chapters.count { $0.pack == pack }
      let words = count == 1 ? "1 lesson" : "\(count) lessons"
      let name = pack.name.map { "\($0)  " } ?? ""
      console.print("\(name)\(pack.heading): \(words)  \(pack.folder.path)")
    }
    for fault in course.faults { console.warn(fault.description) }
  }

  private func check(on console: Console) throws {
    let name = pack ?? ""
    let shelf = try? PackShelf(console.dependencies.packFolder)
    let installed = shelf.flatMap { shelf in
      shelf.names.contains(name) && !Files.isFolder(name) ? "\(shelf.path)/\(name)" : nil
    }
    let workshop = try Workshop(
      Course([Pack(at: installed ?? name)]), definitions: sources.definitions,
      console.dependencies.readOnly)
    try Checker(workshop: workshop).report(on: console)
  }
}

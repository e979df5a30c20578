import FileSystem
import Quiz

/// Which packs are open: the program's own lessons, then those that are named, then the installed.
public struct PackSelection: Sendable {
  /// Folders of lessons as the user named them.
  public var folders: [String]
  /// Whether these take the place of all others.
  public var isOnly: Bool

  /// The variable that names folders, with colons between them.
  public static let variable = "BLOCKWALK_LESSONS"

  /// Folders of options, and those that the environment names.
  public init(
    _ folders: [String] = [], isOnly: Bool = false, in environment: Environment = Environment([:])
  ) {
    let others = environment[Self.variable]?.split(separator: ":").map(String.init) ?? []
    self.folders = folders + others
    self.isOnly = isOnly
  }

  /// The packs in order; faults of installed ones are given beside, as nobody named them now.
  ///
  /// A folder that is named twice is read once, and a named pack takes the place of an installed one
  /// of its name. Throws where a named folder is no pack, or where two have one name.
  public func packs(
    installed folder: String?
  ) throws(LessonError) -> (packs: [Pack], faults: [LessonError]) {
    var packs: [Pack] = []
    var places: Set<String> = []
    for path in folders where places.insert(Files.resolved(path) ?? path).inserted {
      let pack = try Pack(at: path)
      if let other = packs.first(where: { $0.name == pack.name }) {
        throw LessonError(
          "this pack and that in \(other.folder.path) are both called ‘\(pack.name ?? "")’; "
            + "give one another ‘name’ in its \(Pack.file)", origin: path)
      }
      packs.append(pack)
    }
    guard !isOnly else { return (packs, []) }
    var faults: [LessonError] = []
    for name in Self.names(in: folder) {
      do throws(LessonError) {
        let pack = try Pack(at: "\(folder ?? "")/\(name)")
        if !packs.contains(where: { $0.name == pack.name }) { packs.append(pack) }
      } catch {
        faults.append(error)
      }
    }
    return ([Pack(ours: try Folder.builtIn())] + packs, faults)
  }

  /// The folders of installed packs, in order.
  public static func names(in folder: String?) -> [String] {
    guard let folder, let names = try? Files.names(in: folder) else { return [] }
    return names.filter { Files.isFolder("\(folder)/\($0)") }
  }
}

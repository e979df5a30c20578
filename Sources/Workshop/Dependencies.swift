import FileSystem
import Lessons
import Study

/// What the workshop uses of the world around it; tests hand in their own.
public struct Dependencies: Sendable {
  public var time = TimeSource.system
  /// Opens the record of answers; called once, when the record is first needed.
  public var record: @Sendable () -> ProgressStore
  /// Where blocks of one's own are kept.
  public var blocks: BlockFolder
  /// Where packs are installed; nowhere without it.
  public var packFolder: String?
  /// Where the log of answers is written to, the folder that one is in unless said; nowhere
  /// without it.
  public var exportFolder: String? = ""
  /// A seed for cards that are dealt without one.
  public var seed: @Sendable () -> UInt64 = { UInt64.random(in: 0...UInt64.max) }

  /// The record and the blocks in the folders of the user.
  public init(in environment: Environment = .process) {
    record = { ProgressFile.open(in: environment.folder(for: .state).path) }
    blocks = BlockFolder(path: environment.folder(for: .data).path)
    packFolder = environment.folder(for: .data).path.map { "\($0)/packs" }
  }

  /// The same, but nothing is written: to look is not to change.
  public var readOnly: Dependencies {
    var dependencies = self
    dependencies.record = { [record] in record().unchanged }
    dependencies.blocks.isWritable = false
    dependencies.exportFolder = nil
    return dependencies
  }
}

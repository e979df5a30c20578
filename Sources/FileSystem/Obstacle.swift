import LibC
import Tensors

/// Why something cannot be read, written or made: the one place that has words for it.
public enum Obstacle: Hashable, Sendable {
  case noFile
  case noFolder
  case denied
  case isFolder
  case isNoFolder
  case full
  case readOnly
  case circle
  case noReader
  case noWriter
  case readerGone
  case notOpen
  case aboveLimit
  case fault
  case nameTooLong
  case tooManyOpen
  case inUse
  /// It does not fit into memory.
  case noRoom(bytes: Int, MemoryRoom)
  /// Another number of the system.
  case other(Int32)

  /// What an error number of the system means.
  public init(code: Int32) {
    self =
      switch code {
      case ENOENT: .noFile
      case EACCES, EPERM: .denied
      case EISDIR: .isFolder
      case ENOTDIR: .isNoFolder
      case ENOSPC, EDQUOT: .full
      case EROFS: .readOnly
      case ELOOP: .circle
      case ENXIO: .noReader
      case EPIPE: .readerGone
      case EBADF: .notOpen
      case EFBIG: .aboveLimit
      case EIO: .fault
      case ENAMETOOLONG: .nameTooLong
      case EMFILE, ENFILE: .tooManyOpen
      case EBUSY, ETXTBSY: .inUse
      default: .other(code)
      }
  }

  /// The reason as the end of a sentence: `permission is denied`.
  public var words: String {
    switch self {
    case .noFile: "there is no such file"
    case .noFolder: "there is no such folder"
    case .denied: "permission is denied"
    case .isFolder: "it is a folder"
    case .isNoFolder: "a part of its path is not a folder"
    case .full: "the disk is full"
    case .readOnly: "the disk is read-only"
    case .circle: "its links lead in a circle"
    case .noReader: "nobody reads from this pipe"
    case .noWriter: "nobody writes to this pipe"
    case .readerGone: "whoever read from it has stopped"
    case .notOpen: "no such file is open"
    case .aboveLimit: "it would be larger than is allowed"
    case .fault: "the disk reports a fault"
    case .nameTooLong: "its name is too long"
    case .tooManyOpen: "too many files are open"
    case .inUse: "it is in use"
    case .noRoom(let bytes, let room):
      "it takes \(MemoryRoom.words(bytes)) of memory, more than the \(room)"
    case .other(let code): "the system refuses it (error \(code))"
    }
  }
}

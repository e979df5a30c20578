import Screens

/// Steps that go by themselves.
extension Stepper {
  /// Starts, stops and paces the player; nothing for other commands.
  mutating func play(_ command: Command) -> [Effect]? {
    let wasPlaying = player.isPlaying
    switch command {
    case .play where opened == nil && table == nil && weight == nil:
      if wasPlaying {
        player.stop()
        return [.stop]
      }
      // from the end it begins anew
      if current == cursor.last { move(to: 0) }
      return player.start(from: current, to: cursor.last)
    case .slower, .faster:
      player.turn(by: command == .faster ? 1 : -1)
      return (wasPlaying ? player.start(from: current, to: cursor.last) : [])
        + [.say(player.sentence)]
    default: return nil
    }
  }

  mutating func receive(_ news: News) {
    switch news {
    case .progress(.step(let step)): if player.isPlaying { move(to: step) }
    case .done(.step(let step)):
      if player.isPlaying { move(to: step) }
      player.stop()
    case .stopped, .failed: player.stop()
    default: break
    }
  }
}

import Git
import Merging
import Synchronization

/// The remembered resolutions of a repository, as the merge asks for them.
///
/// Nothing is opened before the first question; then it has a handle of its own, as it may be asked from any task.
final class RepositoryMemory: ResolutionMemory {
  private enum State {
    case unread
    case empty
    case read(RememberedTree)
  }

  private let folder: String
  private let state = Mutex(State.unread)

  /// - Parameter repository: whose resolutions they are.
  init(_ repository: Repository) { folder = repository.commonFolder }

  func remembered(
    base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>
  ) -> [UInt8]? {
    state.withLock { state in
      if case .unread = state { state = RepositoryMemory.open(folder) }
      guard case .read(let tree) = state else { return nil }
      // A memory that cannot be read is none: the conflict is then asked about.
      return try? tree.result(of: ResolutionKey(base: base, ours: ours, theirs: theirs))
    }
  }

  private static func open(_ folder: String) -> State {
    guard let repository = try? Repository.open(exactly: folder),
      let tree = try? RememberedTree(repository)
    else { return .empty }
    return .read(tree)
  }
}

extension Workspace {
  /// What was made of conflicts in this repository before; it is read when it is first asked.
  func resolutionMemory() -> any ResolutionMemory { RepositoryMemory(repository) }
}

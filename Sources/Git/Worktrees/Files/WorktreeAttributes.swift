internal import GitValues

/// Tells which files of a worktree no attribute or setting can have converted, so that nobody need look further.
///
/// Looking an attribute up costs libgit2 several system calls a path. Most repositories have no attributes that
/// convert anything, which this finds out once a folder.
final class WorktreeAttributes {
  private let root: String
  private let outside: Bool
  /// The folders with a tracked `.gitattributes`, which counts even where its file was removed.
  private let tracked: Set<GitPath>
  /// Folder → whether attributes in it or above it may convert a file.
  private var known: [GitPath: Bool] = [:]

  private static let name = Array(".gitattributes".utf8)

  init(_ repository: Repository, _ index: IndexFile) throws(GitError) {
    root = repository.workFolder ?? ""
    outside = try FilterNeeds.settingsMayConvert(repository, .toObject)
    let files = index.entries.filter { $0.path.name.elementsEqual(WorktreeAttributes.name) }
    tracked = Set(files.map(\.path.parent))
  }

  /// Whether a file may be converted on its way in or out.
  func mayConvert(_ path: GitPath) -> Bool { outside || mayConvert(in: path.parent) }

  private func mayConvert(in folder: GitPath) -> Bool {
    if let answer = known[folder] { return answer }
    let answer = !folder.isRoot && mayConvert(in: folder.parent) || hasConversion(folder)
    known[folder] = answer
    return answer
  }

  private func hasConversion(_ folder: GitPath) -> Bool {
    do throws(SystemError) {
      let bytes = try Folder(root).folder(at: folder).read(WorktreeAttributes.name)
      return FilterNeeds.mention(bytes)
    } catch {
      // What cannot be read may say anything.
      return !error.isMissing || tracked.contains(folder)
    }
  }

  /// Forgets what was seen: attribute files have been written since.
  func forget() { known = [:] }
}

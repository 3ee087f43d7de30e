internal import Dispatch
internal import GitValues
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A checkout under way: several threads take jobs from one list.
///
/// Each blob is read once and written to all worktrees that need it. Every thread has a repository handle of its own.
final class CheckoutRun: Sendable {
  private let plan: CheckoutPlan
  /// The members' folders, absolute.
  private let roots: [String]
  private let commonFolder: String
  private let time: FileTime
  private let hasSymlinks: Bool
  private let state: Mutex<State>

  private struct State {
    var nextJob = 0
    var nextIndex = 0
    var done = 0
    /// What was written, by slot; nil where nothing was yet.
    var stamps: [FileStamp?]
    var failure: GitError?
    /// What is not converted: why → where.
    var unsupported: [String: [GitPath]] = [:]
  }

  /// - Parameter time: when all files are to count as modified; it must lie more than a second in the past, so that no
  ///   change made after the checkout can be as old.
  init(_ plan: CheckoutPlan, roots: [String], commonFolder: String, hasSymlinks: Bool, time: FileTime) {
    self.plan = plan
    self.roots = roots
    self.commonFolder = commonFolder
    self.hasSymlinks = hasSymlinks
    self.time = time
    state = Mutex(State(stamps: Array(repeating: nil, count: plan.slotCount)))
  }

  /// How many threads a checkout runs on.
  private static var threadCount: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 16) }

  /// Writes all files, then hands each member's index entries to `finish`.
  ///
  /// - Parameters:
  ///   - progress: called on this thread with how many files are written and how many there are.
  ///   - finish: called once a member, on any thread.
  /// - Throws: the first failure; what was written until then is in `written`.
  func run(
    progress: ((Int, Int) -> Void)?, finish: @escaping @Sendable (Int, IndexFile) throws(GitError) -> Void
  ) throws(GitError) {
    everywhere {
      self.work(progress: nil)
    } here: {
      self.work(progress: progress)
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
    progress?(plan.slotCount, plan.slotCount)
    everywhere {
      self.writeIndexes(finish)
    } here: {
      self.writeIndexes(finish)
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func everywhere(_ work: @escaping @Sendable () -> Void, here: () -> Void) {
    let group = DispatchGroup()
    for _ in 1..<CheckoutRun.threadCount {
      DispatchQueue.global(qos: .userInitiated).async(group: group, execute: work)
    }
    here()
    group.wait()
  }

  /// What was written so far: item and member.
  func written() -> [(item: Int, member: Int)] {
    let stamps = state.withLock { $0.stamps }
    var found: [(item: Int, member: Int)] = []
    for (position, item) in plan.items.enumerated() {
      for (offset, member) in item.members.enumerated() where stamps[item.slot + offset] != nil {
        found.append((position, member))
      }
    }
    return found
  }

  /// What was not converted as git would have: why → where.
  var unsupported: [String: [GitPath]] { state.withLock { $0.unsupported } }
}

// MARK: - Files

extension CheckoutRun {
  private func work(progress: ((Int, Int) -> Void)?) {
    do throws(GitError) {
      let writer = try CheckoutWriter(plan, commonFolder: commonFolder, hasSymlinks: hasSymlinks, time: time)
      while let job = nextJob() {
        try run(job, writer)
        if let progress { progress(state.withLock { $0.done }, plan.slotCount) }
      }
    } catch {
      fail(error)
    }
  }

  private func nextJob() -> CheckoutPlan.Job? {
    state.withLock { state in
      guard state.failure == nil, state.nextJob < plan.jobs.count else { return nil }
      defer { state.nextJob += 1 }
      return plan.jobs[state.nextJob]
    }
  }

  private func fail(_ error: GitError) { state.withLock { if $0.failure == nil { $0.failure = error } } }

  private func run(_ job: CheckoutPlan.Job, _ writer: CheckoutWriter) throws(GitError) {
    var start = job.items.lowerBound
    while start < job.items.upperBound {
      let contents = try writer.read(from: start, to: job.items.upperBound)
      var stamps: [(slot: Int, stamp: FileStamp)] = []
      defer { record(stamps, writer) }
      try writer.write(contents, in: job.folder, roots: roots, into: &stamps)
      start += contents.count
    }
  }

  /// Keeps what was written, also where a later file failed: it is what must be removed then.
  private func record(_ stamps: [(slot: Int, stamp: FileStamp)], _ writer: CheckoutWriter) {
    let unsupported = writer.takeUnsupported()
    state.withLock { state in
      for (slot, stamp) in stamps { state.stamps[slot] = stamp }
      state.done += stamps.count
      state.unsupported.merge(unsupported) { $0 + $1 }
    }
  }
}

// MARK: - Indexes

extension CheckoutRun {
  private func writeIndexes(_ finish: (Int, IndexFile) throws(GitError) -> Void) {
    let stamps = state.withLock { $0.stamps }
    while let member = nextIndex() {
      do throws(GitError) { try finish(member, index(of: member, stamps)) } catch { fail(error) }
    }
  }

  private func nextIndex() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.nextIndex < roots.count else { return nil }
      defer { state.nextIndex += 1 }
      return state.nextIndex
    }
  }

  private func index(of member: Int, _ stamps: [FileStamp?]) -> IndexFile {
    var index = IndexFile()
    index.entries.reserveCapacity(plan.items.count)
    for position in plan.order {
      guard let slot = plan.slot(of: position, for: member) else { continue }
      let item = plan.items[position]
      index.entries.append(IndexEntry(path: item.path, item.entry, stamp: stamps[slot] ?? FileStamp()))
    }
    index.cacheTree = plan.cacheTrees[member]
    return index
  }
}

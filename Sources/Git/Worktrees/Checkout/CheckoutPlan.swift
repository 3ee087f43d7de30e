internal import GitValues

/// What a checkout of several worktrees at once will write, all of it decided before anything is.
///
/// Terms: a *member* is the number of a worktree in the call; an *item* is one path with one content that one or more
/// members get; a *slot* is one file to be written, an item's slots being numbered in the order of its members.
struct CheckoutPlan: Sendable {
  struct Item: Sendable {
    let path: GitPath
    let entry: FileEntry
    /// In ascending order.
    let members: [Int]
    /// The number of the first slot.
    let slot: Int
    /// Which filters apply: an index into `filterCommits`.
    let filterGroup: Int
  }

  /// Some items of one folder that are written together.
  struct Job: Sendable {
    let folder: GitPath
    let items: Range<Int>
  }

  /// In no order, but those of one job beside one another.
  var items: [Item] = []
  var jobs: [Job] = []
  var slotCount = 0
  /// For each group of members with the same attributes: a commit that has them; nil where nothing is converted.
  var filterCommits: [ObjectID?] = []
  /// The positions of all items in the order of their paths.
  var order: [Int] = []
  /// The caches of the members' indexes.
  var cacheTrees: [CacheTree] = []

  /// The slot in which an item is written for a member; nil if that member does not have it.
  func slot(of item: Int, for member: Int) -> Int? {
    let item = items[item]
    if item.members.count == 1 { return item.members[0] == member ? item.slot : nil }
    var low = 0
    var high = item.members.count
    while low < high {
      let middle = (low + high) / 2
      if item.members[middle] < member { low = middle + 1 } else { high = middle }
    }
    return low < item.members.count && item.members[low] == member ? item.slot + low : nil
  }

  /// The folders that hold items, every folder after those above it.
  var folders: [GitPath] {
    var seen: Set<GitPath> = []
    for job in jobs {
      for path in [job.folder] + job.folder.ancestors where !path.isRoot { seen.insert(path) }
    }
    for item in items where item.entry.mode == .submodule { seen.insert(item.path) }
    return seen.sorted()
  }
}

/// Makes a checkout's plan.
struct CheckoutPlanner {
  private let objects: ObjectStore
  private let rules: PathRules
  private var plan = CheckoutPlan()
  private var filterGroup = 0

  /// How many files of a folder are written together; more only cost memory.
  private static let jobSize = 64

  private typealias Group = (tree: ObjectID, members: [Int])

  /// Plans the checkout of commits, one a member.
  ///
  /// - Throws: `.invalidName` for a path that must not be written, before anything has been.
  /// - Complexity: a folder shared by several members is looked at once.
  static func plan(
    _ commits: [ObjectID], _ repository: Repository, _ rules: PathRules
  ) throws(GitError) -> CheckoutPlan {
    var trees: [ObjectID] = []
    for commit in commits { trees.append(try repository.graph.commit(commit).tree) }
    var planner = CheckoutPlanner(objects: repository.objects, rules: rules)
    let needs = try FilterNeeds(repository)
    for members in try needs.groups(of: trees) {
      let isPlain = try !needs.mayConvert(trees[members[0]])
      planner.plan.filterCommits.append(isPlain ? nil : commits[members[0]])
      try planner.visit(.root, planner.groups(members.map { (trees[$0], [$0]) }))
      planner.filterGroup += 1
    }
    let items = planner.plan.items
    planner.plan.order = items.indices.sorted { items[$0].path < items[$1].path }
    planner.plan.cacheTrees = try planner.cacheTrees(trees)
    return planner.plan
  }

  private init(objects: ObjectStore, rules: PathRules) {
    self.objects = objects
    self.rules = rules
  }

  private func cacheTrees(_ trees: [ObjectID]) throws(GitError) -> [CacheTree] {
    var known: [ObjectID: CacheTree] = [:]
    var result: [CacheTree] = []
    for tree in trees {
      let cache = if let cache = known[tree] { cache } else { try objects.cacheTree(of: tree) }
      known[tree] = cache
      result.append(cache)
    }
    return result
  }

  /// Puts members with the same tree together.
  private func groups(_ single: [Group]) -> [Group] {
    var found: [ObjectID: [Int]] = [:]
    for (tree, members) in single { found[tree, default: []] += members }
    return found.map { ($0.key, $0.value.sorted()) }.sorted { $0.members[0] < $1.members[0] }
  }

  private mutating func visit(_ folder: GitPath, _ groups: [Group]) throws(GitError) {
    var names: [[UInt8]] = []
    var versions: [[UInt8]: [(entry: FileEntry, members: [Int])]] = [:]
    for group in groups {
      var seen: Set<[UInt8]> = []
      for (name, entry) in try objects.tree(group.tree).entries {
        let name = Array(name)
        try check(name, entry, in: folder)
        guard seen.insert(name).inserted else { throw refusal(folder.appending(name), "it is there twice") }
        if versions[name] == nil { names.append(name) }
        CheckoutPlanner.add(entry, group.members, to: &versions[name, default: []])
      }
    }
    let first = plan.items.count
    for name in names {
      for (entry, members) in versions[name] ?? [] where entry.mode != .tree {
        addItem(folder.appending(name), entry, members.sorted())
      }
    }
    addJobs(folder, first..<plan.items.count)
    for name in names {
      let inner = (versions[name] ?? []).filter { $0.entry.mode == .tree }.map { ($0.entry.id, $0.members) }
      if !inner.isEmpty { try visit(folder.appending(name), self.groups(inner)) }
    }
  }

  private static func add(
    _ entry: FileEntry, _ members: [Int], to versions: inout [(entry: FileEntry, members: [Int])]
  ) {
    if let index = versions.firstIndex(where: { $0.entry == entry }) {
      versions[index].members += members
    } else {
      versions.append((entry, members))
    }
  }

  private mutating func addItem(_ path: GitPath, _ entry: FileEntry, _ members: [Int]) {
    plan.items.append(
      .init(path: path, entry: entry, members: members, slot: plan.slotCount, filterGroup: filterGroup))
    plan.slotCount += members.count
  }

  private mutating func addJobs(_ folder: GitPath, _ items: Range<Int>) {
    for start in stride(from: items.lowerBound, to: items.upperBound, by: CheckoutPlanner.jobSize) {
      let end = min(start + CheckoutPlanner.jobSize, items.upperBound)
      plan.jobs.append(.init(folder: folder, items: start..<end))
    }
  }

  private func check(_ name: [UInt8], _ entry: FileEntry, in folder: GitPath) throws(GitError) {
    if name.contains(UInt8(ascii: "/")) { throw refusal(folder.appending(name), "a name has a slash in it") }
    if let reason = rules.reason(against: GitPath(name), mode: entry.mode) {
      throw refusal(folder.appending(name), reason)
    }
  }

  private func refusal(_ path: GitPath, _ reason: String) -> GitError {
    GitError(
      .invalidName, "the path '\(path)' cannot be checked out: \(reason)",
      hint: "nothing was written; do not trust commits with such paths")
  }
}

/// Three versions of a file that are to become one, with what is known about them.
public struct ResolutionRequest: Sendable {
  public var base: [UInt8]
  public var ours: [UInt8]
  public var theirs: [UInt8]
  /// The file's path in the repository, by which its language is known; empty if unknown.
  public var path: [UInt8]
  /// How what stays open is written.
  public var options: TextMergeOptions
  public var policy: ResolutionPolicy
  /// What was made of equal conflicts before.
  public var memory: any ResolutionMemory

  /// - Parameters:
  ///   - base: the common ancestor's text; empty if both sides added the file.
  ///   - ours: our text.
  ///   - theirs: their text.
  ///   - path: the file's path in the repository; empty if unknown.
  ///   - options: how what stays open is written.
  ///   - policy: which rules may settle what.
  ///   - memory: what was made of equal conflicts before.
  public init(
    base: [UInt8], ours: [UInt8], theirs: [UInt8], path: [UInt8] = [],
    options: TextMergeOptions = TextMergeOptions(), policy: ResolutionPolicy = ResolutionPolicy(),
    memory: any ResolutionMemory = NoMemory()
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.path = path
    self.options = options
    self.policy = policy
    self.memory = memory
  }
}

/// Which rules may settle a conflict, and how sure they must be.
public struct ResolutionPolicy: Sendable, Hashable {
  /// What a rule must be at least: `.certain`, `.likely`, or `.ask` for none at all.
  public var accept: Certainty
  /// Rules that are switched off, by name.
  public var disabled: Set<String>
  /// The only rule that may be used, by name; nil means all.
  public var only: String?

  /// - Parameters:
  ///   - accept: what a rule must be at least.
  ///   - disabled: rules that are switched off, by name.
  ///   - only: the only rule that may be used, by name.
  public init(accept: Certainty = .likely, disabled: Set<String> = [], only: String? = nil) {
    self.accept = accept
    self.disabled = disabled
    self.only = only
  }
}

/// Remembers what people made of conflicts.
public protocol ResolutionMemory: Sendable {
  /// What was made of a conflict of exactly these lines, with the sides in this order or the other.
  ///
  /// - Returns: the lines that stand for the conflict; nil if it was never seen.
  func remembered(base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>) -> [UInt8]?
}

/// A memory of nothing.
public struct NoMemory: ResolutionMemory {
  public init() {}

  public func remembered(
    base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>
  ) -> [UInt8]? { nil }
}

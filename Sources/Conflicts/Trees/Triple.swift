/// One of the two sides of a merge.
public enum Side: Int, Sendable, Hashable, CaseIterable {
  case ours = 1
  case theirs = 2

  public var other: Side { self == .ours ? .theirs : .ours }
}

/// Something that the base and both sides each have one of.
public struct Triple<Value> {
  public var base: Value
  public var ours: Value
  public var theirs: Value

  public init(base: Value, ours: Value, theirs: Value) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  public init(all value: Value) { self.init(base: value, ours: value, theirs: value) }

  public subscript(side: Side) -> Value {
    get { side == .ours ? ours : theirs }
    set {
      if side == .ours { ours = newValue } else { theirs = newValue }
    }
  }
}

extension Triple: Equatable where Value: Equatable {}
extension Triple: Hashable where Value: Hashable {}
extension Triple: Sendable where Value: Sendable {}

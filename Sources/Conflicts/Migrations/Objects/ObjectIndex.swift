import GitValues

/// What the migrations of a side do to the schema, read once for each file.
struct ObjectIndex<Reader: TreeReader> {
  let reader: Reader

}

extension MigrationSearch {
  mutating func compareObjects(on board: MigrationBoard) throws(Reader.Failure) -> ObjectRelations {
    ObjectRelations()
  }
}

namespace Counterweight.Mutation.Faults;

/// <summary>Files of models: what is written, read and refused.</summary>
internal static class ModelFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("older versions are read", "ModelFile.cs", "version is < FirstVersion or > Version", "version > Version", Project + " *.ForgedFileTests"),
        new("versions are read big-endian", "ModelFile.cs", "ReadInt32LittleEndian(header.AsSpan(8))", "ReadInt32BigEndian(header.AsSpan(8))", Project + " *.ModelFileTests"),
        new("the checksum is not checked", "ModelFile.cs", "hash.GetHashAndReset().AsSpan().SequenceEqual(stored) ?", "hash.GetHashAndReset().Length > 0 ?", Project + " *.ModelFileTests"),
        new("the header is not under the checksum", "ModelFile.cs", "hash.AppendData(header);", "", Project + " *.ModelFileTests"),
        new("bytes may be left over", "ModelFile.cs", "ModelReader.Require(reader.IsAtEnd, \"bytes are left over\");", "", Project + " *.ForgedFileTests"),
        new("names of classes of another number are taken", "ModelFile.cs", "schema.Classes.Count != classifier.ClassCount", "schema.Classes.Count < 1", Project + " *.ForgedFileTests *.ModelFileTests"),
        new("names of features of another number are taken", "ModelFile.cs", "schema.Features.Count != model.FeatureCount", "schema.Features.Count < 1", Project + " *.ModelFileTests"),
        new("other first bytes are taken", "ModelFile.cs", "!header.AsSpan(0, Magic.Length).SequenceEqual(Magic)", "false", Project + " *.ForgedFileTests"),
        new("names of features and classes change places", "ModelSchema.cs", "writer.Texts([.. Features.Select(feature => feature.Name)]);\n        writer.Texts(Classes);", "writer.Texts(Classes);\n        writer.Texts([.. Features.Select(feature => feature.Name)]);", Project + " *.ModelFileTests *.ModelFormatTests"),
        new("any byte is a flag", "ModelReader.cs", "1 => true,\n", "1 or 2 => true,\n", Project + " *.ForgedFileTests"),
        new("the least of a range is refused", "ModelReader.cs", "value >= least", "value > least", Project + " *.ForgedFileTests *.ModelFileTests"),
        new("the greatest of a range is exceeded", "ModelReader.cs", "value <= greatest", "value <= greatest + 1", Project + " *.ForgedFileTests"),
        new("texts that are no UTF-8 are taken", "ModelReader.cs", "throwOnInvalidBytes: true", "throwOnInvalidBytes: false", Project + " *.ForgedFileTests"),
        new("numbers of elements are believed", "ModelReader.cs", "count < 0 || count > (bytes.Length - position) / leastSize", "count < 0", Project + " *.ForgedFileTests *.ModelFileTests"),
        new("flags are written turned round", "ModelWriter.cs", "value ? (byte)1 : (byte)0", "value ? (byte)0 : (byte)1", Project + " *.ModelFormatTests"),
        new("integers are written big-endian", "ModelWriter.cs", "WriteInt32LittleEndian(buffer, value)", "WriteInt32BigEndian(buffer, value)", Project + " *.ModelFormatTests"),
        new("doubles are written in single precision", "ModelWriter.cs", "DoubleToInt64Bits(value)", "DoubleToInt64Bits((float)value)", Project + " *.ModelFormatTests"),
        new("the direction of missing values is not saved", "TreeStructure.cs", "writer.Flag(node.MissingGoesLeft)", "writer.Flag(false)", Project + " *.ForgedFileTests *.ModelFormatTests"),
        new("the direction of missing values is not loaded", "TreeStructure.cs", "MissingGoesLeft = reader.Flag()", "MissingGoesLeft = reader.Flag() && false", Project + " *.ForgedFileTests *.ModelFileTests"),
        new("nodes that lead nowhere are loaded", "TreeStructure.cs", "trees.Packed(featureCount).AddLeafValues(FeatureMatrix.Create<double>([], 0, featureCount), starts, new double[splits.Count], 1, []);", "", Project + " *.ForgedFileTests"),
        new("files of no tree are loaded", "TreeStructure.cs", "ModelReader.Require(starts.Length > 0, \"there is a tree\");", "", Project + " *.ForgedFileTests"),
        new("features beyond the last are loaded", "TreeStructure.cs", "reader.Integer(-1, featureCount - 1, \"a feature\")", "reader.Integer(-1, featureCount, \"a feature\")", Project + " *.ForgedFileTests"),
        new("negative rows of a tree are loaded", "DecisionTreeClassifier.Saving.cs", "all[node].RowCount >= 0 && ", "", Project + " *.ForgedFileTests"),
        new("weights of a tree above 1 are loaded", "DecisionTreeClassifier.Saving.cs", "all[node].Weight is >= 0 and <= 1", "all[node].Weight >= 0", Project + " *.ForgedFileTests"),
        new("negative fractions of a tree are loaded", "DecisionTreeClassifier.Saving.cs", "fraction => fraction is >= 0 and <= 1", "fraction => fraction <= 1", Project + " *.ForgedFileTests"),
        new("fractions of a tree above 1 are loaded", "DecisionTreeClassifier.Saving.cs", "fraction => fraction is >= 0 and <= 1", "fraction => fraction >= 0", Project + " *.ForgedFileTests"),
        new("labels beyond the last class are loaded", "DecisionTreeClassifier.Saving.cs", "reader.Integer(0, classCount - 1, \"a label\")", "reader.Integer(0, classCount, \"a label\")", Project + " *.ForgedFileTests"),
        new("trees forget their criterion when saved", "DecisionTreeClassifier.Saving.cs", "writer.Integer(Impurity.Number(Criterion))", "writer.Integer(0)", Project + " *.ModelFormatTests *.ModelFileTests"),
        new("trees forget their criterion when loaded", "DecisionTreeClassifier.Saving.cs", "{ Criterion = criterion }", "", Project + " *.ModelFileTests"),
        new("a second root of a tree is loaded", "DecisionTreeClassifier.Saving.cs", "splits.Roots is [0]", "splits.Roots is [_]", Project + " *.ForgedFileTests"),
        new("negative fractions of a forest are loaded", "ForestModel.cs", "fraction => fraction is >= 0 and <= 1", "fraction => fraction <= 1", Project + " *.ForgedFileTests"),
        new("importances above 1 are loaded", "ForestModel.cs", "importance is >= 0 and <= 1 + 1e-9", "importance >= 0", Project + " *.ForgedFileTests"),
        new("forests are loaded as one another", "ModelKinds.cs", "[KindOf<ExtraTreesClassifier>()] = ExtraTreesClassifier.Read", "[KindOf<ExtraTreesClassifier>()] = RandomForestClassifier.Read", Project + " *.ModelFileTests"),
    ];
}

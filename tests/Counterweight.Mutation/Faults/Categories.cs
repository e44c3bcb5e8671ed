namespace Counterweight.Mutation.Faults;

/// <summary>Categories: data sets, bins, schemas, columns of linear models, and files of a name.</summary>
internal static class CategoryFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("negative categories are taken", "Dataset.Categories.cs", "value >= 0 && value < count", "value < count", Project + " *.DatasetCategoryTests"),
        new("a category of the number of categories is taken", "Dataset.Categories.cs", "value < count", "value <= count", Project + " *.DatasetCategoryTests"),
        new("half a category is taken", "Dataset.Categories.cs", " && double.IsInteger(value)", "", Project + " *.DatasetCategoryTests"),
        new("a missing category is refused", "Dataset.Categories.cs", "!double.IsNaN(value) && ", "", Project + " *.DatasetCategoryTests"),
        new("rows lose their categories", "Dataset.cs", "other.Categories, other.HasCategories)", "Array.AsReadOnly(new IReadOnlyList<string>?[other.FeatureCount]), false)", Project + " *.DatasetCategoryTests"),
        new("names of categories are given twice", "CategoryNames.cs", "!places.TryAdd(copied[category], category)", "places.TryAdd(copied[category], category) && copied.Length < 0", Project + " *.DatasetCategoryTests"),
        new("categories of the data do not reach the bins", "BinnedDataset.cs", "return flags;", "return isCategorical;", Project + " *.CategoryRefusalTests *.TrainerCategoryLawTests"),
        new("flags against the data are taken", "BinnedDataset.cs", "same < Math.Min(flags.Length, isCategorical.Length)", "same < 0", Project + " *.CategoryRefusalTests"),
        new("bins of numbers are applied to categories", "BinnedDataset.cs", "isCategorical != data.Categories[feature] is not null", "isCategorical && data.Categories[feature] is null", Project + " *.CategoryRefusalTests"),
        new("validation rows may have other categories", "TrainingInput.cs", "        CheckCategories(validation, data);\n", "", Project + " *.CategoryRefusalTests"),
        new("names of categories are not compared", "CategoryNames.cs", "!string.Equals(names[category], others[category], StringComparison.Ordinal)", "!string.Equals(names[category], others[category], StringComparison.OrdinalIgnoreCase)", Project + " *.CategoryRefusalTests"),
        new("further categories of validation rows are taken", "CategoryNames.cs", "names.Count == others.Count ?", "names.Count >= others.Count ?", Project + " *.CategoryRefusalTests"),
        new("exact search splits categories as numbers", "ExactTreeGrower.cs", "        CheckCategories(data);\n", "", Project + " *.CategoryRefusalTests"),
        new("schemas of other kinds are saved with trees", "TreeStructure.cs", "node.CategorySet >= 0 != schema.Features[node.Feature].Categories is not null", "node.CategorySet >= 0 && schema.Features[node.Feature].Categories is null", Project + " *.CategoryRefusalTests"),
        new("schemas of other categories are saved with linear models", "LinearColumns.cs", "named != places[feature].Length", "named < places[feature].Length", Project + " *.CategoryRefusalTests"),
        new("files lose the names of categories", "ModelSchema.cs", "writer.Version > ModelFile.FirstVersion && feature < Features.Count", "feature < Math.Min(0, Features.Count)", Project + " *.ModelFormatTests *.ModelFileTests"),
        new("models of numbers are written in the newest version", "ModelFile.cs", "schema.HasCategories ? CategoryVersion : model.FormatVersion", "Version", Project + " *.ModelFormatTests"),
        new("files lose metadata but the first", "ModelSchema.cs", "[.. Metadata.SelectMany(", "[.. Metadata.Take(1).SelectMany(", Project + " *.MetadataTests"),
        new("metadata of one name may be there twice", "ModelSchema.cs", "property.Name.Length == 0 || !names.Add(property.Name)", "property.Name.Length == 0", Project + " *.MetadataTests"),
        new("unknown categories are the first one", "SchemaMap.cs", "places.GetValueOrDefault(name, -1)", "places.GetValueOrDefault(name, 0)", Project + " *.ModelSchemaTests *.TrainerCategoryTests"),
        new("columns are mapped by their order", "Dataset.Mapping.cs", "values.AsSpan(columns[feature] * RowCount", "values.AsSpan(feature * RowCount", Project + " *.ModelSchemaTests"),
        new("categories stay as they are where columns do", "Dataset.Mapping.cs", " && Array.TrueForAll(categories, places => places is null)", "", Project + " *.ModelSchemaTests *.TrainerCategoryTests"),
        new("labels are not mapped", "Dataset.Mapping.cs", "classPlaces is null ? labels", "classPlaces is null or not null ? labels", Project + " *.ModelSchemaTests"),
        new("columns of two are taken for one", "SchemaMap.cs", "_ => Require.Text($\"is the name of {found.Length} columns\")", "_ => null", Project + " *.ModelSchemaTests"),
        new("numbers are mapped to categories", "SchemaMap.cs", "1 when schemaOf.Categories is not null && data.Categories[found[0]] is null", "1 when schemaOf.Categories is not null && found[0] < 0", Project + " *.ModelSchemaTests"),
        new("letters that change places are two", "NearestName.cs", "before[j - 2] + 1", "before[j - 2] + 2", Project + " *.NearestNameTests"),
        new("the last of the nearest names is meant", "NearestName.cs", "distance < least)", "distance <= least)", Project + " *.NearestNameTests"),
        new("a save that fails leaves its temporary file", "WholeFile.cs", "            File.Delete(temporary);\n", "", Project + " *.ModelPathTests"),
        new("a folder is told of as a file", "WholeFile.cs", "if (Directory.Exists(path))", "if (path.Length == 0)", Project + " *.StreamAndFolderTests"),
        new("any stream is written", "Require.cs", "if (!stream.CanWrite)", "if (stream is null)", Project + " *.StreamAndFolderTests"),
        new("any stream is read", "Require.cs", "if (!stream.CanRead)", "if (stream is null)", Project + " *.StreamAndFolderTests"),
        new("a link is replaced by the file", "WholeFile.cs", "named.LinkTarget is null ? named", "named.LinkTarget is null or not null ? named", Project + " *.ModelPathTests"),
        new("a saved file is for all to read", "WholeFile.cs", "options.UnixCreateMode = target.UnixFileMode", "options.UnixCreateMode = null", Project + " *.ModelPathTests"),
        new("later batches have the first one's categories in scores", "IndicatorRows.cs", "(0, firstRow); at < scores.Length", "(0, 0 * firstRow); at < scores.Length", Project + " *.LogisticCategoryTests"),
        new("later batches have the first one's categories in gradients", "IndicatorRows.cs", "(0, firstRow); at < scoreGradients.Length", "(0, 0 * firstRow); at < scoreGradients.Length", Project + " *.LogisticCategoryTests"),
        new("rare categories have no column", "LinearColumns.cs", "= heaviest.Lowest.Length;", "= -1;", Project + " *.LogisticCategoryTests"),
        new("categories of rows of weight 0 have a column", "LinearColumns.cs", "(weights.IsEmpty || weights[row] > 0)", "(weights.IsEmpty || weights[row] >= 0)", Project + " *.LogisticCategoryTests *.TrainerCategoryLawTests"),
        new("columns are those of the most frequent and not of the heaviest", "LinearColumns.cs", "FindCategorical(data.DoubleMatrix, feature, weights, most + 1)", "FindCategorical<double, double>(data.DoubleMatrix, feature, [], most + 1)", Project + " *.LogisticCategoryTests"),
        new("one column less than asked for", "LinearColumns.cs", "FindCategorical(data.DoubleMatrix, feature, weights, most + 1)", "FindCategorical(data.DoubleMatrix, feature, weights, Math.Max(2, most))", Project + " *.LogisticCategoryTests"),
        new("a fraction is the category below it", "LinearColumns.cs", " && double.IsInteger(value)", "", Project + " *.LogisticCategoryTests"),
        new("weights of categories are not penalised", "LogisticLoss.cs", "parameters[(linear + classCount)..], gradient[(linear + classCount)..]", "parameters[parameters.Length..], gradient[parameters.Length..]", Project + " *.LogisticCategoryTests"),
        new("gradients of the item before count in categories", "LogisticBatches.cs", "        indicators.Clear();\n", "", Project + " *.LogisticCategoryTests"),
        new("any places of categories are loaded", "LinearColumns.cs", "place == next++;", "place >= 0 && next++ >= 0;", Project + " *.ForgedFileTests"),
        new("columns without a category are loaded", "LinearColumns.cs", "next == Math.Max(0, last)", "next <= Math.Max(0, last)", Project + " *.ForgedFileTests"),
        new("bytes may follow a model in its file", "ModelFile.Paths.cs", "source.ReadByte() >= 0", "source.ReadByte() > 255", Project + " *.ModelPathTests"),
        new("categories have scales", "Standardizer.cs", "data.Categories[feature] is null ? Measure(data.Column(feature), weights) : default", "Measure(data.Column(feature), weights)", Project + " *.StandardizerTests"),
    ];
}

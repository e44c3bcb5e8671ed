using Counterweight.Training.Data;

namespace Counterweight.Training.Models;

/// <summary>Where the features, categories and classes of a model are in a data set.</summary>
internal sealed class SchemaMap
{
    /// <summary>Features for which a near name is searched: each search goes through all columns.</summary>
    private const int MostSuggestions = 20;

    private readonly ModelSchema schema;
    private readonly Dataset data;
    private readonly int[] columns;
    private readonly List<string> faults = [];
    private int suggestions;

    public SchemaMap(ModelSchema schema, Dataset data)
    {
        (this.schema, this.data) = (schema, data);
        columns = new int[schema.Features.Count];
        var places = Enumerable.Range(0, data.FeatureCount).ToLookup(column => data.FeatureNames[column], StringComparer.Ordinal);
        var wanted = schema.Features.ToLookup(feature => feature.Name, StringComparer.Ordinal);
        var nearest = new Lazy<NearestName>(() => new NearestName(data.FeatureNames.Where(name => !wanted.Contains(name))));
        for (var feature = 0; feature < columns.Length; feature++)
        {
            var name = schema.Features[feature].Name;
            int[] found = [.. places[name]];
            columns[feature] = found.Length > 0 ? found[0] : -1;
            if (Fault(feature, found, wanted[name].Count(), nearest) is { } fault)
            {
                faults.Add(Require.Text($"'{name}' {fault}"));
            }
        }
    }

    /// <summary>The rows as the model knows them.</summary>
    /// <exception cref="ArgumentException">A feature is not there as the model knows it.</exception>
    public Dataset Apply(string parameter)
    {
        if (faults.Count > 0)
        {
            throw Require.Misfit($"{parameter} lacks {faults.Count} of the model's {columns.Length} features as the model knows them: {string.Join("; ", faults)}.", parameter);
        }

        var categories = new int[]?[columns.Length];
        for (var feature = 0; feature < columns.Length; feature++)
        {
            categories[feature] = schema.Features[feature].Categories is { } own ? Places(own, data.Categories[columns[feature]]!) : null;
        }

        var classes = Classes();
        return data.Rearranged(schema, columns, categories, classes, classes.Count == 0 ? null : Places(classes, data.ClassNames));
    }

    private string? Fault(int feature, int[] found, int wanted, Lazy<NearestName> nearest)
    {
        var schemaOf = schema.Features[feature];
        if (wanted > 1)
        {
            return Require.Text($"is the name of {wanted} features of the model");
        }

        return found.Length switch
        {
            0 when suggestions++ < MostSuggestions && nearest.Value.To(schemaOf.Name) is { } near => Require.Text($"is missing (is it '{near}'?)"),
            0 => "is missing",
            1 when schemaOf.Categories is null && data.Categories[found[0]] is not null => "has categories, the model has numbers",
            1 when schemaOf.Categories is not null && data.Categories[found[0]] is null => "has numbers, the model has categories",
            1 => null,
            _ => Require.Text($"is the name of {found.Length} columns"),
        };
    }

    /// <summary>Those of the model, then those it does not know; none of rows for regression.</summary>
    private IReadOnlyList<string> Classes() => data.ClassCount == 0 || schema.Classes.Count == 0
        ? data.ClassNames
        : [.. schema.Classes, .. data.ClassNames.Except(schema.Classes, StringComparer.Ordinal)];

    /// <summary>Where each name is in another list, −1 where it is not; null where all names are where they are there.</summary>
    private static int[]? Places(IReadOnlyList<string> there, IReadOnlyList<string> names)
    {
        if (there.SequenceEqual(names, StringComparer.Ordinal))
        {
            return null;
        }

        var places = new Dictionary<string, int>(there.Count, StringComparer.Ordinal);
        for (var place = 0; place < there.Count; place++)
        {
            places.TryAdd(there[place], place);
        }

        return [.. names.Select(name => places.GetValueOrDefault(name, -1))];
    }
}

using System.Numerics;
using Counterweight.Training.Models;

namespace Counterweight.Training.Data;

/// <content>Columns and categories in another order.</content>
public sealed partial class Dataset
{
    /// <summary>The same rows with the features and classes of a schema.</summary>
    /// <param name="schema">The names of features and categories.</param>
    /// <param name="columns">Where each feature is among those here.</param>
    /// <param name="categories">For each feature the new number of each of its categories here, −1 for missing; null: values stay.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="classPlaces">The new number of each class here; null: labels stay.</param>
    internal Dataset Rearranged(ModelSchema schema, int[] columns, int[]?[] categories, IReadOnlyList<string> classes, int[]? classPlaces)
    {
        var stays = columns.Length == FeatureCount && columns.AsSpan().SequenceEqual([.. Enumerable.Range(0, FeatureCount)]) && Array.TrueForAll(categories, places => places is null);
        return new Dataset(
            this,
            stays || doubles is null ? doubles : Rearranged(doubles, columns, categories),
            stays || floats is null ? floats : Rearranged(floats, columns, categories),
            classPlaces is null ? labels : Array.ConvertAll(labels, label => classPlaces[label]),
            targets,
            sampleWeights)
        {
            FeatureNames = Array.AsReadOnly<string>([.. schema.Features.Select(feature => feature.Name)]),
            ClassNames = classes,
            Categories = Array.AsReadOnly<IReadOnlyList<string>?>([.. schema.Features.Select(feature => feature.Categories)]),
            HasCategories = schema.HasCategories,
        };
    }

    private T[] Rearranged<T>(T[] values, int[] columns, int[]?[] categories)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var moved = new T[columns.Length * RowCount];
        for (var feature = 0; feature < columns.Length; feature++)
        {
            var source = values.AsSpan(columns[feature] * RowCount, RowCount);
            var target = moved.AsSpan(feature * RowCount, RowCount);
            source.CopyTo(target);
            for (var row = 0; categories[feature] is { } places && row < target.Length; row++)
            {
                if (!T.IsNaN(source[row]))
                {
                    var place = places[int.CreateTruncating(source[row])];
                    target[row] = place < 0 ? T.NaN : T.CreateTruncating(place);
                }
            }
        }

        return moved;
    }
}

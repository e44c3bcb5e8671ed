using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>Where a search starts from a model fitted before: the parameters, on the scales and columns of other rows, that give a row the model's own scores.</summary>
internal static class LinearStart
{
    /// <summary>Refuses a model of other features or classes than the data's.</summary>
    /// <exception cref="ArgumentException">It has another number of features or classes, or takes a category for a number or a number for a category.</exception>
    public static void Check(LogisticRegressionClassifier model, LinearColumns columns, Dataset data, string parameter)
    {
        if (model.FeatureCount != data.FeatureCount)
        {
            throw Require.Misfit($"Start has {model.FeatureCount} features, the data {data.FeatureCount}.", parameter);
        }

        if (model.ClassCount != data.ClassCount)
        {
            throw Require.Misfit($"Start has {model.ClassCount} classes, the data {data.ClassCount}.", parameter);
        }

        foreach (var column in model.Columns)
        {
            if (IsNumber(column) != columns.IsNumber(column.Feature))
            {
                throw Require.Misfit($"Start takes feature {column.Feature}, '{data.FeatureNames[column.Feature]}', for a {(IsNumber(column) ? "number, the data for a category" : "category, the data for a number")}.", parameter);
            }
        }
    }

    /// <summary>The parameters by columns, see <see cref="LinearOrder"/>; one that is not finite on the other scale is 0.</summary>
    /// <param name="model">The model, which fits.</param>
    /// <param name="scaling">Scales of the other rows.</param>
    /// <param name="columns">Columns of the other rows. One of several categories has the weight of the first of them that the model knows.</param>
    public static double[] Parameters(LogisticRegressionClassifier model, Standardizer scaling, LinearColumns columns)
    {
        var parameters = new double[model.ClassCount * (columns.Count + 1)];
        for (var label = 0; label < model.ClassCount; label++)
        {
            var weights = parameters.AsSpan(label * columns.Count, columns.Count);
            ref var intercept = ref parameters[(model.ClassCount * columns.Count) + label];
            intercept = model.Intercepts[label];
            for (var column = model.Columns.Count - 1; column >= 0; column--)
            {
                var (weight, described) = (model.Weights(label)[column], model.Columns[column]);
                if (IsNumber(described))
                {
                    intercept += Moved(weight, model.Standardizer.Scale(described.Feature), scaling.Scale(described.Feature), out weights[columns.Of(described.Feature, 0)]);
                    continue;
                }

                // Backwards, so that the first category of a column has the last word.
                foreach (var category in described.Categories.Reverse())
                {
                    var place = columns.Of(described.Feature, category);
                    if (place >= 0)
                    {
                        weights[place] = weight;
                    }
                }
            }
        }

        return Array.ConvertAll(parameters, value => double.IsFinite(value) ? value : 0);
    }

    private static bool IsNumber(LinearColumn column) => column.Categories.Count == 0;

    /// <summary>The weight of a feature on another scale; returns what the intercept takes over. A feature that is constant in the other rows, or missing, has no part.</summary>
    private static double Moved(double weight, FeatureScale from, FeatureScale to, out double moved)
    {
        if (to.InverseDeviation == 0)
        {
            moved = 0;
            return 0;
        }

        // x · unit' = z' / inverse' + mean' put into (x · unit − mean) · inverse.
        var unit = from.FirstFactor / to.FirstFactor * (from.SecondFactor / to.SecondFactor);
        moved = weight * (from.InverseDeviation / to.InverseDeviation) * unit;
        var offset = weight * from.InverseDeviation * ((to.Mean * unit) - from.Mean);
        return double.IsFinite(offset) ? offset : 0;
    }
}

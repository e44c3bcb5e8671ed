using Counterweight.Threading;
using Counterweight.Training.Data;

namespace Counterweight.Training.Ensembles;

/// <summary>Draws bags of rows and fits a classifier to each.</summary>
internal static class Bags
{
    /// <summary>Fits a classifier to each bag. Rows are in the order of the data, each as often as it is drawn, with its weight.</summary>
    /// <param name="data">Training rows.</param>
    /// <param name="trainer">Fits a classifier.</param>
    /// <param name="options">Bags and their draws.</param>
    /// <param name="input">Weights, validation rows, a resampler of each bag, and who follows the fit.</param>
    public static IProbabilisticClassifier[] Fit(Dataset data, ClassifierTrainer trainer, BaggingOptions options, FitInput input)
    {
        var parts = new TrainingParts(data, trainer, ref input);
        var draws = new PartDraws(data.Labels, TrainingInput.CountingRows(parts.Weights, data.RowCount), data.ClassCount, options.ClassSampling, options.Seed);
        var models = new IProbabilisticClassifier[options.BagCount];
        input.Monitor.Report(0, "drawing bags");
        ParallelItems.Run(models.Length, options.DegreeOfParallelism, bag => models[bag] = parts.Fit(Rows(draws, data.RowCount, bag), bag, models.Length, "bags", (Require.Text($"bag {bag}"), "drawn into it")));
        return models;
    }

    private static int[] Rows(PartDraws draws, int rowCount, int bag)
    {
        var times = new int[rowCount];
        draws.Draw(bag, times);
        var rows = new int[draws.DrawnCount];
        for (int row = 0, next = 0; row < times.Length; row++)
        {
            rows.AsSpan(next, times[row]).Fill(row);
            next += times[row];
        }

        return rows;
    }
}

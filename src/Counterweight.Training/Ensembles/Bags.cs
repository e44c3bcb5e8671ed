using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Ensembles;

/// <summary>Draws bags of rows and fits a model to each.</summary>
internal sealed class Bags
{
    private readonly Dataset data;
    private readonly PartDraws draws;
    private readonly FitMonitor monitor;
    private readonly Dataset? validation;
    private readonly Lock gate = new();
    private int finished;

    /// <param name="data">Training rows.</param>
    /// <param name="sampling">How many rows of each class a bag draws.</param>
    /// <param name="seed">Seed of all bags.</param>
    /// <param name="input">Weights, validation rows, and who follows the fit.</param>
    public Bags(Dataset data, ClassSampling sampling, ulong seed, FitInput input)
    {
        var weights = TrainingInput.Validate(data, input);
        this.data = input.SampleWeights.IsEmpty ? data : data.WithSampleWeights(weights.ToArray());
        (monitor, validation) = (input.Monitor, input.Validation);
        draws = new PartDraws(data.Labels, TrainingInput.CountingRows(weights, data.RowCount), data.ClassCount, sampling, seed);
    }

    /// <summary>Fits a model to each bag. Rows are in the order of the data, each as often as it is drawn, with its weight.</summary>
    public TModel[] Fit<TModel>(int count, int degreeOfParallelism, Func<Dataset, int, FitMonitor, Dataset?, TModel> fit)
    {
        var models = new TModel[count];
        monitor.Report(0, "drawing bags");
        ParallelItems.Run(count, degreeOfParallelism, bag =>
        {
            monitor.Cancellation.ThrowIfCancellationRequested();
            models[bag] = fit(data.Subset(Rows(bag)), bag, monitor.Silent, validation);
            lock (gate)
            {
                finished++;
                monitor.Report((double)finished / count, $"{finished} bags");
            }
        });
        return models;
    }

    private int[] Rows(int bag)
    {
        var times = new int[data.RowCount];
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

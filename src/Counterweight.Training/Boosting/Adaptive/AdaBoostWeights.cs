using Counterweight.Elementwise;
using Counterweight.Histograms;
using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting.Adaptive;

/// <summary>
/// The weights of rows while AdaBoost runs: w = w₀·exp(l − max l), where l is the sum of the votes of trees that misclassified
/// the row. A row that was right for long may have no weight left, but has it again when it is misclassified.
/// </summary>
internal sealed class AdaBoostWeights
{
    private readonly double[] start;
    private readonly double[] logs;

    /// <param name="data">Training rows.</param>
    /// <param name="start">One weight a row, or empty: all 1.</param>
    public AdaBoostWeights(Dataset data, double[] start)
    {
        this.start = start;
        logs = new double[data.RowCount];
        Current = start.Length > 0 ? [.. start] : [.. Enumerable.Repeat(1.0, data.RowCount)];
    }

    public double[] Current { get; }

    /// <summary>Fraction of the weight of misclassified rows: of exact sums, so that the order of rows does not matter.</summary>
    public double Error(ReadOnlySpan<bool> isWrong)
    {
        var scale = WeightScale.For<double>([], Current, TrainingInput.WeightedRows(Current, Current.Length));
        var (wrong, all) = (0L, 0L);
        for (var row = 0; row < isWrong.Length; row++)
        {
            var units = scale.ToUnits(Current[row]);
            all += units;
            wrong += isWrong[row] ? units : 0;
        }

        return (double)wrong / all;
    }

    /// <summary>Multiplies the weights of misclassified rows by e^<paramref name="vote"/>.</summary>
    public void Raise(ReadOnlySpan<bool> isWrong, double vote)
    {
        var greatest = double.NegativeInfinity;
        for (var row = 0; row < logs.Length; row++)
        {
            logs[row] += isWrong[row] ? vote : 0;
            greatest = Weighs(row) ? Math.Max(greatest, logs[row]) : greatest;
        }

        for (var row = 0; row < logs.Length; row++)
        {
            Current[row] = Math.Min(0, logs[row] - greatest);
        }

        VectorMath.Exp<double>(Current, Current);
        for (var row = 0; row < start.Length; row++)
        {
            Current[row] *= start[row];
        }
    }

    private bool Weighs(int row) => start.Length == 0 || start[row] > 0;
}

namespace Counterweight.Cli.Comparison.Regression;

/// <summary>How far a model's predictions are from the numbers, averaged over the splits.</summary>
internal sealed class RegressionResult(RegressionModel model)
{
    private double squared;
    private double absolute;
    private double explained;
    private double seconds;
    private int splits;

    public RegressionModel Model => model;

    /// <summary>Root of the mean squared error.</summary>
    public double RootMeanSquaredError => squared / splits;

    /// <summary>Mean absolute error.</summary>
    public double MeanAbsoluteError => absolute / splits;

    /// <summary>R²: 1 less the squared errors by those of the test rows' mean; NaN where the test rows are all the same.</summary>
    public double Explained => explained / splits;

    /// <summary>Time to fit, from raw features to a model.</summary>
    public double FitSeconds => seconds / splits;

    public void Add(ReadOnlySpan<float> targets, ReadOnlySpan<double> predicted, TimeSpan fit)
    {
        var (squares, absolutes, mean) = (0.0, 0.0, 0.0);
        for (var row = 0; row < targets.Length; row++)
        {
            var error = predicted[row] - targets[row];
            squares += error * error;
            absolutes += Math.Abs(error);
            mean += ((double)targets[row] - mean) / (row + 1);
        }

        var variation = 0.0;
        foreach (var target in targets)
        {
            variation += (target - mean) * (target - mean);
        }

        squared += Math.Sqrt(squares / targets.Length);
        absolute += absolutes / targets.Length;
        explained += variation > 0 ? 1 - (squares / variation) : double.NaN;
        seconds += fit.TotalSeconds;
        splits++;
    }
}

namespace Counterweight.Cli.Comparison;

/// <summary>A measure on several splits.</summary>
internal sealed class Spread
{
    private readonly List<double> values = [];

    /// <summary>The mean; NaN of none.</summary>
    public double Mean => values.DefaultIfEmpty(double.NaN).Average();

    /// <summary>The standard deviation of a split's value; NaN of a single one.</summary>
    public double Deviation => Math.Sqrt(values.Sum(value => (value - Mean) * (value - Mean)) / (values.Count - 1));

    /// <summary>Adds a split's value.</summary>
    public void Add(double value) => values.Add(value);
}

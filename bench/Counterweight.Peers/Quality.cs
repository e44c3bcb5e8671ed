using System.Globalization;

namespace Counterweight.Peers;

/// <summary>A measure over splits of the rows.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation of one split; 0 of a single one.</param>
internal readonly record struct Quality(double Mean, double Deviation)
{
    public static Quality Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:F4} ± {Deviation:F4}");
}

using System.Globalization;

namespace Counterweight.Peers.Measuring;

/// <summary>A measure over several seeds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation of one seed; 0 of a single one.</param>
internal readonly record struct Quality(double Mean, double Deviation)
{
    public static Quality Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }

    public override string ToString() => Deviation == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Mean:G5}")
        : string.Create(CultureInfo.InvariantCulture, $"{Mean:G5} ± {Deviation:G2}");
}

/// <summary>A measure of ours beside a peer's.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Ours">Ours.</param>
/// <param name="Peer">The peer's.</param>
internal sealed record QualityPair(string Name, Quality Ours, Quality Peer);

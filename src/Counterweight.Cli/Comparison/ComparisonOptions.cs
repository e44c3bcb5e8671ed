using System.Runtime.InteropServices;

namespace Counterweight.Cli.Comparison;

/// <summary>Which splits to compare the models on.</summary>
/// <param name="FirstSeed">Seed of the first split; the others follow it.</param>
/// <param name="Seeds">Number of splits.</param>
/// <param name="TestFraction">Fraction of the rows held back.</param>
/// <param name="Calibration">Whether to compare focal loss, resampling and probabilities too.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ComparisonOptions(ulong FirstSeed, int Seeds, double TestFraction, bool Calibration = false)
{
    /// <summary>The seed of a split; the one after the last is 0.</summary>
    public ulong Seed(int split) => unchecked(FirstSeed + (ulong)split);

    /// <summary>Which seeds, in words.</summary>
    public string DescribeSeeds() => Seeds == 1
        ? FormattableString.Invariant($"seed {FirstSeed}")
        : FormattableString.Invariant($"means over the seeds {FirstSeed} to {Seed(Seeds - 1)}");
}

using System.Globalization;

namespace Counterweight.Peers.Measuring;

/// <summary>How everything is measured.</summary>
/// <param name="Threads">Threads of every side, one number after the other.</param>
/// <param name="Rounds">Turns of every side on the data of a seed.</param>
/// <param name="Seeds">Data sets.</param>
internal sealed record Plan(IReadOnlyList<int> Threads, int Rounds, int Seeds)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rounds} rounds on the data of {Seeds} {(Seeds == 1 ? "seed" : "seeds")}");
}

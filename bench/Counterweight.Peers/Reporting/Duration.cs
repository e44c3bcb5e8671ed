using System.Globalization;

namespace Counterweight.Peers.Reporting;

/// <summary>Seconds for people: three digits and a unit.</summary>
internal static class Duration
{
    private static readonly (double Seconds, string Unit)[] Units = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];

    public static string Of(double seconds)
    {
        var unit = Array.Find(Units, unit => seconds >= unit.Seconds);
        var (size, name) = unit.Unit is null ? Units[^1] : unit;
        var number = seconds / size;
        var format = number < 9.995 ? "F2" : number < 99.95 ? "F1" : "F0";
        return $"{number.ToString(format, CultureInfo.InvariantCulture)} {name}";
    }
}

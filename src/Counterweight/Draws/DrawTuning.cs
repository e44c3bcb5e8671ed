namespace Counterweight.Draws;

/// <summary>Numbers chosen for speed.</summary>
internal static class DrawTuning
{
    /// <summary>Draws that one thread takes at a time, a multiple of <see cref="DrawsAtOnce"/>.</summary>
    public const int DrawsPerItem = 8192;

    /// <summary>Draws whose random words lie on the stack: 4 KiB.</summary>
    public const int DrawsAtOnce = 512;
}

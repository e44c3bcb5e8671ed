using System.Runtime.CompilerServices;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>Whether LightGBM's own library loads on this machine.</summary>
internal static class NativeLibraryHere
{
    private static readonly Lazy<string?> Missing = new(Reason);

    /// <summary>Leaves the test out where it does not.</summary>
    public static void IsNeeded() => Assert.SkipWhen(Missing.Value is not null, $"LightGBM's library does not load: {Missing.Value}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Reason()
    {
        try
        {
            LightGbmDataset.Create(new Dataset(["x"], ["a", "b"], [1.0, 2], [0, 1])).Dispose();
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return error.Message;
        }
    }
}

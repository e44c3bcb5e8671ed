using TorchSharp;
using Xunit;

namespace Counterweight.TorchSharp.Tests.Torch;

/// <summary>Whether the native library of torch is here and loads.</summary>
internal static class Libtorch
{
    /// <summary>Tests of tensors run one after the other, since one counts those that are alive.</summary>
    public const string Collection = "libtorch";

    private static readonly string? Problem = Load();

    /// <summary>Skips the test where it does not.</summary>
    public static void Need() => Assert.SkipWhen(Problem is not null, $"libtorch does not load (CONTRIBUTING.md says how it does): {Problem}");

    private static string? Load()
    {
        try
        {
            torch.ones(1).Dispose();
            return null;
        }
        catch (TypeInitializationException exception)
        {
            return (exception.InnerException ?? exception).Message.Split('\n')[0];
        }
        catch (Exception exception) when (exception is NotSupportedException or DllNotFoundException)
        {
            return exception.Message.Split('\n')[0];
        }
    }
}

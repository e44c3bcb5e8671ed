#if DEBUG
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Counterweight.Tests.Safety;

/// <summary>Makes an assertion that fails an exception, which a test can expect and any other test reports.</summary>
internal sealed class ThrowingAsserts : TraceListener
{
    [ModuleInitializer]
    public static void Install()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.Add(new ThrowingAsserts());
    }

    public override void Fail(string? message, string? detailMessage) => throw new AssertFailedException(message);

    public override void Write(string? message)
    {
    }

    public override void WriteLine(string? message)
    {
    }
}

internal sealed class AssertFailedException(string? message) : Exception(message);
#endif

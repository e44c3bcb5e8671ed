using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Gradients;

/// <summary>The loop that scales elements by the factor of a norm that was computed before.</summary>
internal unsafe struct ScaleLoop<T>(NormClip clip, T* elements, nint count) : IWorkJob<ScaleLoop<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NormClip clip = clip;
    private readonly T* elements = elements;
    private readonly nint count = count;

    public readonly int Items => WorkItems.Count(count, GradientTuning.ElementsPerItem);

    public readonly void Run(int item)
    {
        var (start, here) = WorkItems.Range(item, GradientTuning.ElementsPerItem, count);
        DebugChecks.Present(elements, here);
        clip.Apply(new Span<T>(elements + start, here));
    }
}

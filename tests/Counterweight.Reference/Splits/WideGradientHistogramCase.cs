using System.Numerics;
using Counterweight.Features;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>Gradient histogram of ushorts, feature-major.</summary>
public sealed class WideGradientHistogramCase<T>(LossVariant variant = LossVariant.Plain) : GradientHistogramCase<T, ushort>(variant, FeatureLayout.FeatureMajor, 300)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

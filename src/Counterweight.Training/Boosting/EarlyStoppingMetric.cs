namespace Counterweight.Training.Boosting;

/// <summary>What early stopping watches on the validation rows.</summary>
public enum EarlyStoppingMetric
{
    /// <summary>The mean loss, weighted as in training.</summary>
    Loss,

    /// <summary>The area under the ROC curve, weighted as in training; of two classes only.</summary>
    Auc,
}

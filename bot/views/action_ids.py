"""The action ids of controls. What follows the prefix only tells the controls of one block apart."""

# The click shows what the control leads to in the message that it stands in.
SHOW = "show:"
REFRESH = f"{SHOW}refresh"
BACK = f"{SHOW}answer"
AGAIN = f"{SHOW}again"
# The click asks it as if it had been typed.
ASK = "ask:"
# The click opens the picker.
PICK = "pick"
# The click asks it in the thread of the message that the control stands in.
OPEN = "open:"
# In the App Home.
HOME_TAB = "home:tab:"
HOME_OPEN = "home:open:"
HOME_STAR = "home:star"
HOME_UNSTAR = "home:unstar"
# Below subscriptions: "sub:one:pause" where it stands alone, "sub:list:pause" among others.
SUBSCRIPTION = "sub:"
# Below alerts: whoever clicks takes them up, lets them go, or puts them off.
ALERT = "alert:"
ALERT_TAKE = f"{ALERT}take"
ALERT_RELEASE = f"{ALERT}release"
ALERT_SNOOZE = f"{ALERT}snooze"
